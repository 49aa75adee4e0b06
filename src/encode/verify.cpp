#include "encode/verify.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <utility>

#include "encode/codings.h"
#include "encode/decoders.h"
#include "util/counts.h"
#include "util/hex.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

constexpr std::size_t buffer_bytes = std::size_t{1} << 17;

/// A running comparison: the remaining encoded bytes, and the content still expected.
class Comparison {
 public:
  Comparison(Coding coding, ByteView encoded, ByteView content, const std::string& place)
      : coding_(coding), encoded_(encoded), content_(content), input_(encoded), expected_(content), place_(place) {}

  void run() {
    const std::unique_ptr<Decoder> decoder = make_decoder(coding_);
    Bytes buffer(buffer_bytes);
    while (true) {
      const DecoderStep step = decoder->decode(input_, buffer);
      input_ = input_.subspan(step.consumed);
      compare(ByteView(buffer).first(step.produced));
      if (step.state == DecoderState::Ended) break;
      if (step.state == DecoderState::Invalid)
        fail(fmt::format("the decoder fails at offset {}: {}", hex_offset(encoded_.size() - input_.size()),
                         step.problem));
      if (step.consumed == 0 && step.produced == 0) fail("it ends too early");
    }
    if (!expected_.empty())
      fail(fmt::format("it decodes to {} bytes instead of {}", with_thousands(content_.size() - expected_.size()),
                       with_thousands(content_.size())));
    if (!input_.empty()) fail(fmt::format("{} after its end", count_of(input_.size(), "byte")));
  }

 private:
  void compare(ByteView decoded) {
    if (decoded.size() > expected_.size())
      fail(fmt::format("it decodes to more than {} bytes", with_thousands(content_.size())));
    if (!std::ranges::equal(decoded, expected_.first(decoded.size()))) {
      const auto [actual, wanted] = std::ranges::mismatch(decoded, expected_);
      const auto within = static_cast<std::size_t>(wanted - expected_.begin());
      fail(fmt::format("the decoded bytes differ at offset {}",
                       hex_offset(content_.size() - expected_.size() + within)));
    }
    expected_ = expected_.subspan(decoded.size());
  }

  [[noreturn]] void fail(const std::string& reason) const {
    throw Error(
        place_, fmt::format("its {} encoding does not decode to its content: {}", info(coding_).token, reason),
        "Nothing was published. Run again; if it happens again, the machine's memory or an installed compression "
        "library is faulty.");
  }

  Coding coding_;
  ByteView encoded_;
  ByteView content_;
  ByteView input_;     // the rest of encoded_
  ByteView expected_;  // the rest of content_
  const std::string& place_;
};

Bytes join(std::vector<Bytes> parts) {
  Bytes joined = std::move(parts.front());
  for (const Bytes& part : std::span(parts).subspan(1)) joined.insert(joined.end(), part.begin(), part.end());
  return joined;
}

}  // namespace

void verify(Coding coding, ByteView encoded, ByteView content, const std::string& place) {
  Comparison(coding, encoded, content, place).run();
}

std::uint64_t max_encoded_bytes(ByteView content) { return content.empty() ? 0 : content.size() - 1; }

Bytes join_and_verify(Coding coding, std::vector<Bytes> parts, ByteView content, const std::string& place) {
  Bytes encoded = join(std::move(parts));
  if (encoded.size() > max_encoded_bytes(content)) return {};
  verify(coding, encoded, content, place);
  return encoded;
}

}  // namespace wasmpair

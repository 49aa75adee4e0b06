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
  explicit Comparison(const EncodedContent& encoding)
      : encoding_(encoding), input_(encoding.encoded), expected_(encoding.content) {}

  void run(Decoder& decoder) {
    Bytes buffer(buffer_bytes);
    while (true) {
      const DecoderStep step = decoder.decode(input_, buffer);
      input_ = input_.subspan(step.consumed);
      compare(ByteView(buffer).first(step.produced));
      if (step.state == DecoderState::Ended) break;
      if (step.state == DecoderState::Invalid)
        fail(fmt::format("the decoder fails at offset {}: {}", hex_offset(encoding_.encoded.size() - input_.size()),
                         step.problem));
      if (step.consumed == 0 && step.produced == 0) fail("it ends too early");
    }
    const std::size_t bytes = encoding_.content.size();
    if (!expected_.empty())
      fail(fmt::format("it decodes to {} bytes instead of {}", with_thousands(bytes - expected_.size()),
                       with_thousands(bytes)));
    if (!input_.empty()) fail(fmt::format("{} after its end", count_of(input_.size(), "byte")));
  }

 private:
  void compare(ByteView decoded) {
    const std::size_t bytes = encoding_.content.size();
    if (decoded.size() > expected_.size()) fail(fmt::format("it decodes to more than {} bytes", with_thousands(bytes)));
    if (!std::ranges::equal(decoded, expected_.first(decoded.size()))) {
      const auto [actual, wanted] = std::ranges::mismatch(decoded, expected_);
      const auto within = static_cast<std::size_t>(wanted - expected_.begin());
      fail(fmt::format("the decoded bytes differ at offset {}", hex_offset(bytes - expected_.size() + within)));
    }
    expected_ = expected_.subspan(decoded.size());
  }

  [[noreturn]] void fail(const std::string& reason) const { fail_verification(encoding_, reason); }

  const EncodedContent& encoding_;
  ByteView input_;     // the rest of the encoding
  ByteView expected_;  // the rest of the content
};

}  // namespace

void verify(const EncodedContent& encoding, Decoder& decoder) { Comparison(encoding).run(decoder); }

void verify(Coding coding, ByteView encoded, ByteView content, const std::string& place) {
  verify({info(coding).token, encoded, content, place}, *make_decoder(coding));
}

void fail_verification(const EncodedContent& encoding, const std::string& reason) {
  throw Error(encoding.place, fmt::format("its {} encoding does not decode to its content: {}", encoding.name, reason),
              "Nothing was published. Run again; if it happens again, the machine's memory or an installed compression "
              "library is faulty.");
}

std::uint64_t max_encoded_bytes(ByteView content) { return content.empty() ? 0 : content.size() - 1; }

}  // namespace wasmpair

#include <fmt/format.h>

#include <algorithm>

#include "util/printable.h"
#include "verify/checks.h"

namespace wasmpair {
namespace {

/// What an answer is a part of, by its Content-Encoding.
struct Whole {
  std::uint64_t bytes;
  ByteView front;
};

/// The file itself, or what was sent for the same Accept-Encoding. A part of the file for who gets the whole encoded is
/// right as long as its ETag tells it apart.
Whole whole_of(const Probe& range, const Probe& get) {
  const std::string encoding = field(range.response, "content-encoding");
  const bool is_same = encoding == field(get.response, "content-encoding");
  if (is_same) return {get.response.body.received_bytes, get.response.body.received_front};
  const bool is_told_apart = field(range.response, "etag") != field(get.response, "etag");
  if (encoding.empty() && is_told_apart) return {range.route.bytes, get.response.body.decoded_front};
  return {0, {}};
}

}  // namespace

void check_range(const Probe& range, const Probe& get, Observations& observed) {
  const HttpResponse& response = range.response;
  if (response.status != 206) return;                                  // a server may send the whole
  if (get.response.body.decoded_sha256 != range.route.sha256) return;  // a part of what is wrong already
  const Whole whole = whole_of(range, get);
  const std::string content_range = field(response, "content-range");
  if (whole.bytes == 0) {
    observed.push_back({"wrong-range", "the part has the ETag of the whole, and another encoding", &range});
    return;
  }
  const std::string wanted = fmt::format("bytes 0-{}/{}", range_bytes - 1, whole.bytes);
  if (content_range != wanted) {
    observed.push_back({"wrong-range",
                        fmt::format("Content-Range is {}, and should be {}", printable(content_range), wanted),
                        &range});
    return;
  }
  const ByteView expected = whole.front.first(std::min(whole.front.size(), range_bytes));
  if (response.body.received_bytes != range_bytes || !std::ranges::equal(response.body.received_front, expected))
    observed.push_back({"wrong-range", "the part that is sent is not of the whole", &range});
}

}  // namespace wasmpair

#include <fmt/format.h>

#include <algorithm>

#include "verify/checks.h"

namespace wasmpair {
namespace {

/// The representation that a partial response belongs to.
struct Representation {
  std::uint64_t bytes;
  ByteView front;
};

/// The file itself, or the body for the same Accept-Encoding. A range of the unencoded file is correct even where the
/// complete response is encoded, as long as their ETags differ.
Representation representation_of(const Probe& range, const Probe& get) {
  const std::string encoding = field(range.response, "content-encoding");
  const bool is_same = encoding == field(get.response, "content-encoding");
  if (is_same) return {get.response.body.received_bytes, get.response.body.received_front};
  const bool is_distinguished = field(range.response, "etag") != field(get.response, "etag");
  if (encoding.empty() && is_distinguished) return {range.route.bytes, get.response.body.decoded_front};
  return {0, {}};
}

}  // namespace

void check_range(const Probe& range, const Probe& get, Observations& observed) {
  const HttpResponse& response = range.response;
  if (response.status != 206) return;                                  // a server may ignore Range
  if (get.response.body.decoded_sha256 != range.route.sha256) return;  // reported already
  const Representation complete = representation_of(range, get);
  const std::string content_range = field(response, "content-range");
  if (complete.bytes == 0) {
    observed.push_back(
        {"wrong-range", "the range has the ETag of the complete response, but another encoding", &range});
    return;
  }
  // Of a file that is shorter than the range, all of it (RFC 9110, section 14.1.2).
  const std::uint64_t sent = std::min<std::uint64_t>(range_bytes, complete.bytes);
  const std::string wanted = fmt::format("bytes 0-{}/{}", sent - 1, complete.bytes);
  if (content_range != wanted) {
    observed.push_back(
        {"wrong-range", fmt::format("Content-Range is {} but should be {}", content_range, wanted), &range});
    return;
  }
  const ByteView expected = complete.front.first(std::min(complete.front.size(), range_bytes));
  if (response.body.received_bytes != sent || !std::ranges::equal(response.body.received_front, expected))
    observed.push_back({"wrong-range", "the range that is sent is not part of the complete response", &range});
}

}  // namespace wasmpair

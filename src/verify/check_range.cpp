#include <fmt/format.h>

#include <algorithm>

#include "util/text.h"
#include "verify/checks.h"

namespace wasmpair {
namespace {

/// The length of the representation that an answer with that Content-Encoding is a part of.
std::uint64_t whole_length(const Probe& range, const Probe& whole) {
  const std::string encoding = field(range.answer, "content-encoding");
  if (encoding.empty()) return range.route.bytes;
  return encoding == field(whole.answer, "content-encoding") ? whole.answer.body.received_bytes : 0;
}

}  // namespace

void check_range(const Probe& range, const Probe& whole, Sightings& seen) {
  const HttpAnswer& answer = range.answer;
  if (answer.status != 206) return;  // a server may send the whole
  const std::string content_range = field(answer, "content-range");
  const std::string wanted = fmt::format("bytes 0-{}/{}", range_bytes - 1, whole_length(range, whole));
  if (content_range != wanted) {
    seen.push_back({"wrong-range",
                    fmt::format("Content-Range is {}, and should be {}", printable(content_range), wanted), &range});
    return;
  }
  const bool same_encoding = field(answer, "content-encoding") == field(whole.answer, "content-encoding");
  const ByteView front = whole.answer.body.received_front;
  const ByteView expected = front.first(std::min(front.size(), range_bytes));
  const bool is_part = answer.body.received_bytes == range_bytes &&
                       (!same_encoding || std::ranges::equal(answer.body.received_front, expected));
  if (!is_part) seen.push_back({"wrong-range", "the part that is sent is not of the whole", &range});
}

}  // namespace wasmpair

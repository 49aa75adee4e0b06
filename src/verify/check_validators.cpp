#include <fmt/format.h>

#include "util/text.h"
#include "verify/checks.h"

namespace wasmpair {
namespace {

bool is_weak(std::string_view tag) { return tag.starts_with("W/"); }

/// Strong and the same for two encodings: a cache that has one would confirm the other.
void check_shared(const Probe& first, const Probe& second, Sightings& seen) {
  const std::string tag = field(first.answer, "etag");
  const bool is_other = field(first.answer, "content-encoding") != field(second.answer, "content-encoding");
  if (is_other && tag == field(second.answer, "etag") && !is_weak(tag))
    seen.push_back({"shared-etag", fmt::format("ETag {} stands for more than one encoding", printable(tag)), &second});
}

}  // namespace

void check_validators(const std::vector<const Probe*>& answers, Sightings& seen) {
  std::vector<const Probe*> tagged;
  for (const Probe* probe : answers) {
    const std::size_t tags = count_fields(probe->answer, "etag");
    const std::string tag = field(probe->answer, "etag");
    if (tags == 0)
      seen.push_back({"missing-etag", "the answer has no ETag", probe});
    else if (tags > 1)
      seen.push_back({"duplicate-etag", fmt::format("the answer has {} ETags: {}", tags, printable(tag)), probe});
    else if (is_weak(tag))
      seen.push_back({"weak-etag", fmt::format("ETag {} is weak", printable(tag)), probe});
    if (tags == 1) tagged.push_back(probe);
  }
  for (std::size_t i = 1; i < tagged.size(); ++i) check_shared(*tagged[0], *tagged[i], seen);
}

void check_revalidation(const Probe& probe, Sightings& seen) {
  if (probe.answer.status == 200)
    seen.push_back(
        {"no-revalidation", "the server sends the whole file to who has it already, by its own ETag", &probe});
}

void check_head(const Probe& head, const Probe& get, Sightings& seen) {
  const HttpAnswer& one = head.answer;
  const HttpAnswer& other = get.answer;
  if (one.status != other.status) {
    seen.push_back({"head-differs", fmt::format("HEAD is answered {}, GET {}", one.status, other.status), &head});
    return;
  }
  for (const std::string_view name : {"content-type", "content-encoding", "vary", "cache-control", "etag"}) {
    if (field(one, name) == field(other, name)) continue;
    seen.push_back(
        {"head-differs",
         fmt::format("HEAD says {}: {}, GET says {}", name, printable(field(one, name)), printable(field(other, name))),
         &head});
  }
  const std::string length = field(one, "content-length");
  if (!length.empty() && length != std::to_string(other.body.received_bytes))
    seen.push_back(
        {"head-differs",
         fmt::format("HEAD says content-length: {}, GET sends {} bytes", printable(length), other.body.received_bytes),
         &head});
}

}  // namespace wasmpair

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "verify/checks.h"

namespace wasmpair {
namespace {

bool is_weak(std::string_view tag) { return tag.starts_with("W/"); }

/// True if the body is a file of the release as it is: nothing was compressed on the fly.
bool is_as_published(const Probe& probe) {
  const std::string& sha256 = probe.response.body.received_sha256;
  const auto& [encodings, deltas] = std::tie(probe.route.encodings, probe.route.deltas);
  return sha256 == probe.route.sha256 ||
         std::ranges::find(encodings, sha256, &ManifestEncoding::sha256) != encodings.end() ||
         std::ranges::find(deltas, sha256, &ManifestDelta::sha256) != deltas.end();
}

Observation weak_tag(const std::string& tag, const Probe& probe) {
  if (!is_as_published(probe)) return {"weak-etag", fmt::format("ETag {} is weak", tag), &probe};
  return {"weak-etag", fmt::format("ETag {} is weak, although the body is the published file, byte for byte", tag),
          &probe, "The server, or a CDN or proxy in front of it, gives weak ETags to files that it sends as they are.",
          "Have it send strong ETags: use the module of the server that serves siblings, and let no filter that could "
          "change bodies run for these files."};
}

/// A strong ETag that two encodings share: a cache that has one would confirm the other.
void check_shared(const Probe& first, const Probe& second, Observations& observed) {
  const std::string tag = field(first.response, "etag");
  const bool is_other = field(first.response, "content-encoding") != field(second.response, "content-encoding");
  if (is_other && tag == field(second.response, "etag") && !is_weak(tag))
    observed.push_back({"shared-etag", fmt::format("ETag {} is used for more than one encoding", tag), &second});
}

}  // namespace

void check_validators(const std::vector<const Probe*>& responses, Observations& observed) {
  std::vector<const Probe*> tagged;
  for (const Probe* probe : responses) {
    const std::size_t tags = count_fields(probe->response, "etag");
    const std::string tag = field(probe->response, "etag");
    if (tags == 0)
      observed.push_back({"missing-etag", "the response has no ETag", probe});
    else if (tags > 1)
      observed.push_back({"duplicate-etag", fmt::format("the response has {} ETags: {}", tags, tag), probe});
    else if (is_weak(tag))
      observed.push_back(weak_tag(tag, *probe));
    if (tags == 1) tagged.push_back(probe);
  }
  for (std::size_t i = 1; i < tagged.size(); ++i) check_shared(*tagged[0], *tagged[i], observed);
}

void check_revalidation(const Probe& probe, Observations& observed) {
  if (probe.response.status == 200)
    observed.push_back({"no-revalidation",
                        "the server ignores If-None-Match: it resends a file although its own ETag matches", &probe});
}

void check_head(const Probe& head, const Probe& get, Observations& observed) {
  const HttpResponse& of_head = head.response;
  const HttpResponse& of_get = get.response;
  if (of_head.status != of_get.status) {
    observed.push_back(
        {"head-differs",
         fmt::format("the server responds to HEAD with {}, to GET with {}", of_head.status, of_get.status), &head});
    return;
  }
  for (const std::string_view name : {"content-type", "content-encoding", "vary", "cache-control", "etag"}) {
    if (field(of_head, name) == field(of_get, name)) continue;
    observed.push_back({"head-differs",
                        fmt::format("HEAD says {}: {}, GET says {}", name, field(of_head, name), field(of_get, name)),
                        &head});
  }
  const std::string length = field(of_head, "content-length");
  if (!length.empty() && length != std::to_string(of_get.body.received_bytes))
    observed.push_back(
        {"head-differs",
         fmt::format("HEAD says content-length: {}, GET sends {} bytes", length, of_get.body.received_bytes), &head});
}

}  // namespace wasmpair

#include "verify/verify_route.h"

#include <algorithm>

namespace wasmpair {
namespace {

/// The GET that a probe is compared with.
const Probe* get_like(const std::vector<Probe>& asked, const Probe& probe) {
  const auto found = std::ranges::find_if(asked, [&](const Probe& other) {
    return other.purpose == Purpose::Content && other.accept.value == probe.accept.value;
  });
  const bool is_there =
      found != asked.end() && found->answer.transfer == Transfer::Complete && found->answer.status == 200;
  return is_there ? &*found : nullptr;
}

/// Whether any answer is encoded: only then a cache has to know by what they differ.
bool differs_by_encoding(const std::vector<Probe>& asked) {
  return std::ranges::any_of(asked, [](const Probe& probe) {
    return probe.answer.status == 200 && count_fields(probe.answer, "content-encoding") != 0;
  });
}

void check_content(const Probe& probe, const Deployment& site, Sightings& seen) {
  check_type(probe, seen);
  check_encoding(probe, seen);
  check_cache_control(probe, seen);
  check_permissions(probe, site, seen);
}

}  // namespace

void verify_route(const std::vector<Probe>& asked, const Deployment& site, Sightings& seen) {
  const bool differs = differs_by_encoding(asked);
  std::vector<const Probe*> contents;
  for (const Probe& probe : asked) {
    if (probe.purpose == Purpose::AbsentName) {
      check_absent_name(probe, seen);
      continue;
    }
    const Probe* get = get_like(asked, probe);
    // A HEAD that has no answer at all is told of as any request without one.
    if (probe.purpose == Purpose::Head && probe.answer.transfer == Transfer::Complete) {
      if (get != nullptr) check_head(probe, *get, seen);
      continue;
    }
    if (!check_answered(probe, seen)) continue;
    if (differs) check_vary(probe, seen);
    if (probe.purpose == Purpose::Revalidation) check_revalidation(probe, seen);
    if (probe.purpose == Purpose::Range && get != nullptr) check_range(probe, *get, seen);
    if (probe.purpose == Purpose::Content) {
      check_content(probe, site, seen);
      if (probe.route.kind == RouteKind::Asset) contents.push_back(&probe);
    }
  }
  check_validators(contents, seen);
}

}  // namespace wasmpair

#include "verify/verify_route.h"

#include <algorithm>

namespace wasmpair {
namespace {

/// The GET that a probe is compared with.
const Probe* get_like(const std::vector<Probe>& asked, const Probe& probe) {
  const auto found = std::ranges::find_if(asked, [&](const Probe& other) {
    return other.purpose == Purpose::Content && other.accept.value == probe.accept.value;
  });
  return found == asked.end() || found->answer.status != 200 || found->answer.transfer != Transfer::Complete ? nullptr
                                                                                                            : &*found;
}

void check_content(const Probe& probe, const Site& site, Sightings& seen) {
  check_type(probe, seen);
  check_encoding(probe, seen);
  check_vary(probe, seen);
  check_cache_control(probe, seen);
  check_permissions(probe, site, seen);
}

}  // namespace

void verify_route(const std::vector<Probe>& asked, const Site& site, Sightings& seen) {
  std::vector<const Probe*> contents;
  for (const Probe& probe : asked) {
    const Probe* get = get_like(asked, probe);
    switch (probe.purpose) {
      case Purpose::Content:
        if (!check_answered(probe, seen)) break;
        check_content(probe, site, seen);
        if (probe.route.kind == RouteKind::Asset) contents.push_back(&probe);
        break;
      case Purpose::Head:
        if (get != nullptr) check_head(probe, *get, seen);
        break;
      case Purpose::Range:
        if (get == nullptr || !check_answered(probe, seen)) break;
        check_range(probe, *get, seen);
        check_vary(probe, seen);
        break;
      case Purpose::Revalidation:
        if (!check_answered(probe, seen)) break;
        check_revalidation(probe, seen);
        check_vary(probe, seen);
        break;
      case Purpose::AbsentName:
        check_absent_name(probe, seen);
        break;
      case Purpose::Previous:
        check_previous(probe, seen);
        break;
    }
  }
  check_validators(contents, seen);
}

}  // namespace wasmpair

#include "verify/verify_route.h"

#include <algorithm>

namespace wasmpair {
namespace {

/// The GET that a probe is compared with.
const Probe* get_like(const std::vector<Probe>& probed, const Probe& probe) {
  const auto found = std::ranges::find_if(probed, [&](const Probe& other) {
    return other.purpose == Purpose::Content && other.accept.value == probe.accept.value;
  });
  const bool is_usable =
      found != probed.end() && found->response.transfer == Transfer::Complete && found->response.status == 200;
  return is_usable ? &*found : nullptr;
}

/// True if any response is encoded: only then must a cache know what the responses differ by.
bool differs_by_encoding(const std::vector<Probe>& probed) {
  return std::ranges::any_of(probed, [](const Probe& probe) {
    return probe.response.status == 200 && count_fields(probe.response, "content-encoding") != 0;
  });
}

void check_content(const Probe& probe, const Deployment& site, Observations& observed) {
  check_type(probe, observed);
  check_encoding(probe, observed);
  check_cache_control(probe, observed);
  check_permissions(probe, site, observed);
}

}  // namespace

void verify_route(const std::vector<Probe>& probed, const std::vector<const Probe*>& deltas, const Deployment& site,
                  Observations& observed) {
  const bool differs = differs_by_encoding(probed);
  std::vector<const Probe*> contents;
  for (const Probe& probe : probed) {
    if (probe.purpose == Purpose::AbsentName) {
      check_absent_name(probe, observed);
      continue;
    }
    const Probe* get = get_like(probed, probe);
    // A HEAD without any response is reported like every other request without one.
    if (probe.purpose == Purpose::Head && probe.response.transfer == Transfer::Complete) {
      if (get != nullptr) check_head(probe, *get, observed);
      continue;
    }
    if (!check_response(probe, observed)) continue;
    if (differs) check_vary(probe, observed);
    if (!deltas.empty()) check_dictionary_vary(probe, observed);
    if (probe.purpose == Purpose::Revalidation) check_revalidation(probe, observed);
    if (probe.purpose == Purpose::Range && get != nullptr) check_range(probe, *get, observed);
    if (probe.purpose == Purpose::Content) {
      check_content(probe, site, observed);
      if (probe.route.kind == RouteKind::Asset) contents.push_back(&probe);
    }
  }
  check_validators(contents, observed);
  check_delta_validators(deltas, contents, observed);
}

}  // namespace wasmpair

#include <fmt/format.h>

#include "http/origin.h"
#include "verify/checks.h"

namespace wasmpair {
namespace {

void check_other_origin(const Probe& probe, const Deployment& site, Observations& observed) {
  const std::string allowed = field(probe.response, "access-control-allow-origin");
  if (origin_of(probe.route.url) == site.page_origin || allowed == "*" || allowed == site.page_origin) return;
  observed.push_back({"missing-cors",
                      fmt::format("{} is another origin, and does not let pages of {} read its responses",
                                  origin_of(probe.route.url), site.page_origin),
                      &probe});
}

}  // namespace

void check_permissions(const Probe& probe, const Deployment& site, Observations& observed) {
  if (probe.route.kind == RouteKind::Asset) check_other_origin(probe, site, observed);
}

}  // namespace wasmpair

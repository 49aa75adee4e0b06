#include "verify/probe.h"

#include <algorithm>

#include "http/origin.h"
#include "http/url.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

/// The maximum size of a module in browsers. A manifest may say anything.
constexpr std::uint64_t max_asset_bytes = std::uint64_t{1} << 30U;
/// The maximum size of a page.
constexpr std::uint64_t max_page_bytes = 16U << 20U;
/// Pages are read this far for what they refer to.
constexpr std::size_t page_front_bytes = 256U << 10U;
/// Room for an error page, and for an encoding that is larger than its content.
constexpr std::uint64_t spare_bytes = 256U << 10U;

BodyLimits limits_of(const Route& route) {
  const std::uint64_t bytes = route.kind == RouteKind::Asset ? std::min(route.bytes, max_asset_bytes) : max_page_bytes;
  return {bytes + spare_bytes, bytes + spare_bytes, front_bytes};
}

/// "app.0123456789abcdef.wasm" with other digits: a name that looks hashed but is in no release.
std::string absent_url(const std::string& url) {
  const std::size_t slash = url.rfind('/');
  const std::size_t first = url.find('.', slash);
  const std::size_t last = url.find('.', first + 1);
  if (first == std::string::npos || last == std::string::npos) return "";
  return url.substr(0, first + 1) + std::string(last - first - 1, '0') + url.substr(last);
}

std::vector<AcceptVariant> variants_for(const Route& route) {
  const auto all = accept_variants();
  if (route.kind == RouteKind::Asset) return {all.begin(), all.end()};
  return {browser_variant(), identity_variant()};
}

}  // namespace

std::optional<std::string> absolute_url(const std::string& url, const Deployment& site) {
  try {
    return without_credentials(resolve_url(site.manifest_url, url));
  } catch (const Error&) {  // what a manifest says is judged, not trusted
    return std::nullopt;
  }
}

std::size_t max_requests(const Route& route) {
  const std::size_t for_variants = 3 * variants_for(route).size();          // GET, HEAD, revalidation
  return route.kind == RouteKind::Asset ? for_variants + 3 : for_variants;  // two ranges and an absent name
}

Probe make_probe(Purpose purpose, const Route& route, const AcceptVariant& accept, const Deployment& site) {
  Probe probe{purpose, route, accept, {}, {}};
  probe.request.method = purpose == Purpose::Head ? Method::Head : Method::Get;
  probe.request.url = route.url;
  probe.request.limits = limits_of(route);
  if (!accept.value.empty()) probe.request.fields.push_back("Accept-Encoding: " + std::string(accept.value));
  if (origin_of(route.url) != site.page_origin) probe.request.fields.push_back("Origin: " + site.page_origin);
  return probe;
}

std::vector<Probe> plan(const Route& route, const Deployment& site) {
  std::vector<Probe> probes;
  for (const AcceptVariant& accept : variants_for(route))
    for (const Purpose purpose : {Purpose::Content, Purpose::Head})
      probes.push_back(make_probe(purpose, route, accept, site));
  if (route.kind == RouteKind::Page)
    for (Probe& probe : probes) probe.request.limits.front = page_front_bytes;
  if (route.kind != RouteKind::Asset) return probes;
  for (const AcceptVariant& accept : {identity_variant(), browser_variant()}) {
    probes.push_back(make_probe(Purpose::Range, route, accept, site));
    probes.back().request.fields.push_back("Range: bytes=0-" + std::to_string(range_bytes - 1));
  }
  const std::string absent = absent_url(route.url);
  if (!absent.empty()) {
    probes.push_back(make_probe(Purpose::AbsentName, route, browser_variant(), site));
    probes.back().request.url = absent;
  }
  return probes;
}

std::vector<Probe> plan_revalidation(const std::vector<Probe>& probed, const Deployment& site) {
  std::vector<Probe> probes;
  for (const Probe& probe : probed) {
    const std::string tag = field(probe.response, "etag");
    if (probe.purpose != Purpose::Content || probe.response.status != 200 || tag.empty()) continue;
    probes.push_back(make_probe(Purpose::Revalidation, probe.route, probe.accept, site));
    probes.back().request.fields.push_back("If-None-Match: " + tag);
  }
  return probes;
}

Probe plan_previous(const Route& route, const Deployment& site) {
  return make_probe(Purpose::Previous, route, browser_variant(), site);
}

}  // namespace wasmpair

#include "wasmpair/verify.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "http/origin.h"
#include "http/system_certificates.h"
#include "http/url.h"
#include "verify/checks.h"
#include "verify/manifest_url.h"
#include "verify/server_kind.h"
#include "verify/site_verifier.h"
#include "verify/verify_address.h"
#include "wasmpair/incident.h"
#include "wasmpair/manifest.h"

namespace wasmpair {
namespace {

/// What a visitor would request; "" if the URL is the manifest's, or if pages are left out.
std::string address_of(const VerifyRequest& request) {
  const std::string url = without_credentials(resolve_url(request.url, ""));
  const bool is_manifest = url.substr(0, url.find('?')).ends_with(".json");
  return is_manifest || request.pages == VerifyPages::LeaveOut ? "" : url;
}

/// The routes to request: without pages if they are to be left out, and the manifest where it was found.
std::vector<Route> routes_to_verify(const Manifest& manifest, const Deployment& site, VerifyPages pages) {
  std::vector<Route> routes = routes_of(manifest);
  if (pages == VerifyPages::LeaveOut) std::erase_if(routes, [](const Route& r) { return r.kind == RouteKind::Page; });
  for (Route& route : routes)
    if (route.kind == RouteKind::Manifest) route.url = site.manifest_url;
  return routes;
}

/// The paths of all files of the release, sorted.
std::vector<std::string> paths_of(const Manifest& manifest) {
  std::vector<std::string> paths;
  for (Route& route : routes_of(manifest)) paths.push_back(std::move(route.path));
  return paths;
}

/// The assets of an earlier release that are not in this one.
std::vector<Route> routes_of_previous(const Manifest& previous, const std::vector<std::string>& current) {
  std::vector<Route> routes = routes_of(previous);
  std::erase_if(routes, [&](const Route& route) {
    return route.kind != RouteKind::Asset || std::ranges::binary_search(current, route.path);
  });
  return routes;
}

/// URLs may lead to the origin of the base: the release says that its files are there.
void allow_base(RequestPolicy& policy, const Manifest& manifest, const Deployment& site) {
  if (const std::optional<std::string> base = absolute_url(manifest.base, site)) policy.allow_base(*base);
}

std::vector<AllowedHost> allowed_hosts(const VerifyRequest& request) {
  std::vector<AllowedHost> hosts;
  for (const std::string& host : request.allowed_hosts) hosts.push_back(parse_allowed_host(host));
  return hosts;
}

void report_mixed_pairs(const Manifest& manifest, Findings& findings) {
  Observations observed;
  check_pairs(manifest, observed);
  findings.add(observed);
}

/// What pages and files say about each other, once both are known.
void report_embedding(const PagePermissions& permissions, Findings& findings) {
  Observations observed;
  permissions.check_embedding(observed);
  findings.add(observed);
}

bool is_warning(const DeliveryFinding& finding, VerifyWarnings warnings) {
  const Incident* const incident = find_incident(finding.id);
  return warnings == VerifyWarnings::Tolerate && incident != nullptr && incident->severity == Severity::Warning;
}

}  // namespace

VerifyReport verify(const VerifyRequest& request, Progress* progress) {
  const Deadline deadline(request.total_time);
  std::optional<Manifest> manifest;
  if (!request.manifest_file.empty()) manifest = read_manifest_file(request.manifest_file);
  Deployment site{without_credentials(manifest_url(request.url)), ""};
  site.page_origin = origin_of(site.manifest_url);
  if (request.certificates.empty() && site.manifest_url.starts_with("https:")) require_system_certificates();
  RequestPolicy policy(site.manifest_url, allowed_hosts(request));
  HttpClient client({request.certificates, request.stall_time, credentials_of_url(request.url)}, policy, deadline);
  Findings findings;
  PagePermissions permissions;
  SiteVerifier verifier(client, site, deadline, permissions, findings);

  std::optional<Manifest> deployed = verifier.fetch_manifest(progress);
  if (manifest && deployed && *manifest != *deployed) verifier.report_stale_manifest();
  if (!manifest) manifest.swap(deployed);
  deployed.reset();
  VerifyReport report;
  report.url = site.manifest_url;
  report.server = name(server_of(verifier.manifest_response()));
  if (manifest) {
    allow_base(policy, *manifest, site);
    report_mixed_pairs(*manifest, findings);
    permissions.expect(*manifest);
    if (const std::string address = address_of(request); !address.empty())
      verify_address(address, *manifest, site, client, permissions, findings, progress);
    std::vector<Route> routes = routes_to_verify(*manifest, site, request.pages);
    const std::vector<std::string> current =
        request.previous.empty() ? std::vector<std::string>() : paths_of(*manifest);
    manifest.reset();
    verifier.verify_routes(std::move(routes), progress);
    report_embedding(permissions, findings);
    for (const std::string& file : request.previous) {
      const Manifest previous = read_manifest_file(file);
      allow_base(policy, previous, site);
      verifier.verify_previous(routes_of_previous(previous, current), progress);
    }
  }
  report.files = verifier.files();
  report.requests = client.sent();
  for (DeliveryFinding& finding : findings.take())
    (is_warning(finding, request.warnings) ? report.warnings : report.findings).push_back(std::move(finding));
  return report;
}

}  // namespace wasmpair

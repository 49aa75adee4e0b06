#include "wasmpair/verify.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "http/origin.h"
#include "http/system_certificates.h"
#include "http/url.h"
#include "publish/manifest_file.h"
#include "util/text_bytes.h"
#include "verify/collect.h"
#include "verify/server_kind.h"
#include "verify/verify_route.h"
#include "wasmpair/error.h"
#include "wasmpair/manifest.h"

namespace wasmpair {
namespace {

/// The manifest's URL, from the URL of the directory, of a page in it, or of the manifest.
std::string manifest_url(const std::string& given) {
  std::string url = resolve_url(given, "");
  url.resize(std::min(url.find('?'), url.size()));
  if (url.ends_with(".json")) return url;
  const std::size_t name = url.rfind('/') + 1;
  if (name < url.size() && url.find('.', name) == std::string::npos) url += '/';  // a directory without its slash
  return resolve_url(url, manifest_name);
}

/// Sends all probes concurrently, and stores each response in its probe.
void send(HttpClient& client, std::vector<Probe*> probes, std::string_view stage, Progress* progress) {
  std::vector<HttpRequest> requests;
  for (const Probe* probe : probes) requests.push_back(probe->request);
  std::vector<HttpResponse> responses = client.fetch(requests, stage, progress);
  for (std::size_t i = 0; i < probes.size(); ++i) probes[i]->response = std::move(responses[i]);
}

Probe fetch_manifest(HttpClient& client, const Deployment& site, Progress* progress) {
  const Route route{RouteKind::Manifest, manifest_name, site.manifest_url, "application/json", "no-cache", 0, "", {}};
  Probe probe = make_probe(Purpose::Content, route, browser_variant(), site);
  probe.request.limits.front = manifest_limit;
  send(client, {&probe}, "reading the manifest", progress);
  return probe;
}

std::optional<Manifest> read_deployed(const Probe& probe, Observations& observed) {
  if (!check_response(probe, observed)) return std::nullopt;
  try {
    return read_manifest(text_of(probe.response.body.decoded_front), "wasmpair.json");
  } catch (const Error& error) {  // what a server sent is judged, not trusted
    observed.push_back({"malformed-manifest", fmt::format("{}: {}", error.place(), error.problem()), &probe});
    return std::nullopt;
  }
}

/// The probes of each route. They must not move: observations refer to them.
using ProbedRoutes = std::vector<std::vector<Probe>>;

std::vector<Probe*> all_of(ProbedRoutes& routes) {
  std::vector<Probe*> probes;
  for (auto& route : routes)
    for (Probe& probe : route) probes.push_back(&probe);
  return probes;
}

ProbedRoutes plan_all(const Manifest& manifest, const Deployment& site, VerifyPages pages) {
  ProbedRoutes routes;
  for (const Route& route : routes_of(manifest)) {
    if (route.kind == RouteKind::Page && pages == VerifyPages::LeaveOut) continue;
    Route target = absolute(route, site);
    if (route.kind == RouteKind::Manifest) target.url = site.manifest_url;
    routes.push_back(plan(target, site));
  }
  return routes;
}

void probe_all(HttpClient& client, ProbedRoutes& routes, const Deployment& site, Progress* progress) {
  send(client, all_of(routes), "requesting every file", progress);
  std::vector<std::vector<Probe>> revalidations;
  for (const auto& route : routes) revalidations.push_back(plan_revalidation(route, site));
  send(client, all_of(revalidations), "revalidating every file", progress);
  for (std::size_t i = 0; i < routes.size(); ++i) std::ranges::move(revalidations[i], std::back_inserter(routes[i]));
}

/// Probes for the assets of earlier releases that are not in this one.
std::vector<Probe> plan_previous_releases(const std::vector<std::string>& files, const Manifest& manifest,
                                          const Deployment& site) {
  const std::vector<Route> current = routes_of(manifest);
  std::vector<Probe> probes;
  for (const std::string& file : files) {
    for (const Route& route : routes_of(read_manifest_file(file))) {
      const bool is_current = std::ranges::find(current, route.path, &Route::path) != current.end();
      if (route.kind == RouteKind::Asset && !is_current) probes.push_back(plan_previous(absolute(route, site), site));
    }
  }
  return probes;
}

std::vector<Probe*> pointers(std::vector<Probe>& probes) {
  std::vector<Probe*> all;
  for (Probe& probe : probes) all.push_back(&probe);
  return all;
}

}  // namespace

VerifyReport verify(const VerifyRequest& request, Progress* progress) {
  std::optional<Manifest> manifest;
  if (!request.manifest_file.empty()) manifest = read_manifest_file(request.manifest_file);
  Deployment site{manifest_url(request.url), ""};
  site.page_origin = origin_of(site.manifest_url);
  if (request.certificates.empty() && site.manifest_url.starts_with("https:")) require_system_certificates();
  HttpClient client({request.certificates, request.stall_time, request.total_time});
  VerifyReport report;
  report.url = site.manifest_url;

  Observations observed;
  const Probe deployed_probe = fetch_manifest(client, site, progress);
  const std::optional<Manifest> deployed = read_deployed(deployed_probe, observed);
  report.server = name(server_of(deployed_probe.response));
  report.requests = 1;
  if (manifest && deployed && to_json(*manifest) != to_json(*deployed))
    observed.push_back(
        {"stale-manifest", "the deployed manifest lists a different release from the given one", &deployed_probe});
  if (!manifest) manifest = deployed;
  if (!manifest) {
    report.findings = collect(observed);
    return report;
  }

  ProbedRoutes routes = plan_all(*manifest, site, request.pages);
  probe_all(client, routes, site, progress);
  std::vector<Probe> previous = plan_previous_releases(request.previous, *manifest, site);
  send(client, pointers(previous), "requesting files of earlier releases", progress);

  check_pairs(*manifest, observed);
  for (const auto& probed : routes) verify_route(probed, site, observed);
  for (const Probe& probe : previous) check_previous(probe, observed);
  report.files = routes.size() + previous.size();
  report.requests += all_of(routes).size() + previous.size();
  report.findings = collect(observed);
  return report;
}

}  // namespace wasmpair

#include "verify/site_verifier.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "publish/cache_policy.h"
#include "publish/manifest_file.h"
#include "util/counts.h"
#include "util/text_bytes.h"
#include "verify/delta_verifier.h"
#include "verify/verify_route.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

/// The number of requests at a time: enough for a usual release at once, few enough to hold all of their responses.
constexpr std::size_t batch_requests = 128;

/// Sends all probes concurrently, and stores each response in its probe.
void send(HttpClient& client, const std::vector<Probe*>& probes, Stage& stage) {
  std::vector<HttpRequest> requests;
  for (const Probe* probe : probes) requests.push_back(probe->request);
  std::vector<HttpResponse> responses = client.fetch(requests, stage);
  for (std::size_t i = 0; i < probes.size(); ++i) probes[i]->response = std::move(responses[i]);
}

/// The probes of each route. They must not move: observations refer to them.
using ProbedRoutes = std::vector<std::vector<Probe>>;

std::vector<Probe*> all_of(ProbedRoutes& routes) {
  std::vector<Probe*> probes;
  for (auto& route : routes)
    for (Probe& probe : route) probes.push_back(&probe);
  return probes;
}

std::uint64_t count_requests(const std::vector<Route>& routes) {
  std::uint64_t requests = 0;
  for (const Route& route : routes) requests += max_requests(route) + max_delta_questions(route);
  return requests;
}

}  // namespace

std::optional<Manifest> SiteVerifier::fetch_manifest(Progress* progress) {
  const Route route{
      RouteKind::Manifest, manifest_name, site_.manifest_url, "application/json", always_revalidate, 0, "", {}};
  manifest_probe_ = make_probe(Purpose::Content, route, browser_variant(), site_);
  manifest_probe_.request.limits.front = manifest_limit + 1;  // one more byte shows that there are too many
  Stage stage{"reading the manifest", 1, 0, progress};
  send(client_, {&manifest_probe_}, stage);
  Observations observed;
  std::optional<Manifest> manifest;
  if (check_response(manifest_probe_, observed)) {
    try {
      manifest = read_manifest(text_of(manifest_probe_.response.body.decoded_front), manifest_name);
    } catch (const Error& error) {  // what a server sent is judged, not trusted
      observed.push_back(
          {"malformed-manifest", fmt::format("{}: {}", error.place(), error.problem()), &manifest_probe_});
    }
  }
  findings_.add(observed);
  manifest_probe_.response.body = {};
  return manifest;
}

void SiteVerifier::report_stale_manifest() {
  findings_.add(
      {{"stale-manifest", "the deployed manifest lists a different release from the given one", &manifest_probe_}});
}

void SiteVerifier::verify_routes(std::vector<Route> routes, Progress* progress) {
  for (const Route& route : routes)
    if (const std::optional<std::string> url = absolute_url(route.url, site_); url && !route.dictionary_match.empty())
      modules_.push_back(*url);
  Observations observed;
  if (!modules_.empty()) check_secure_origin(modules_.front(), observed);
  findings_.add(observed);
  const Stage stage{"requesting every file", count_requests(routes), 0, progress};
  in_batches(std::move(routes), stage, [&](const Batch& batch, Stage& shown) { verify_batch(batch, shown); });
}

void SiteVerifier::verify_previous(std::vector<Route> routes, Progress* progress) {
  const Stage stage{"requesting files of earlier releases", routes.size(), 0, progress};
  in_batches(std::move(routes), stage, [&](const Batch& batch, Stage& shown) { verify_previous_batch(batch, shown); });
}

template <typename Verify>
void SiteVerifier::in_batches(std::vector<Route> routes, Stage stage, const Verify& verify) {
  Batch batch;
  std::size_t requests = 0;
  const auto verify_collected = [&] {
    if (batch.empty()) return;
    verify(batch, stage);
    files_ += batch.size();
    batch.clear();
    requests = 0;
  };
  for (std::size_t i = 0; i < routes.size(); ++i) {
    if (deadline_.has_passed()) {
      const std::string left = count_of(routes.size() - i + batch.size(), "file");
      findings_.add({{"stalled", fmt::format("the time limit of the run was reached before {} could be verified", left),
                      nullptr}});
      return;
    }
    if (!resolve(routes[i])) continue;
    requests += max_requests(routes[i]) + max_delta_questions(routes[i]);
    batch.push_back(std::move(routes[i]));
    if (requests >= batch_requests) verify_collected();
  }
  verify_collected();
}

bool SiteVerifier::resolve(Route& route) {
  std::optional<std::string> url = absolute_url(route.url, site_);
  if (!url) {
    findings_.add({{"malformed-manifest",
                    fmt::format("the URL of {}, {}, is not an http or https URL", route.path, route.url), nullptr}});
    return false;
  }
  route.url = std::move(*url);
  return true;
}

void SiteVerifier::verify_batch(const Batch& batch, Stage& stage) {
  const std::uint64_t done = stage.done + count_requests(batch);
  // First of all, while no cache has stored what the others get.
  std::vector<std::vector<DeltaQuestion>> questions;
  for (const Route& route : batch) questions.push_back(plan_delta_questions(route, site_));
  ask_about_deltas(client_, questions, stage);
  ProbedRoutes routes;
  for (const Route& route : batch) routes.push_back(plan(route, site_));
  send(client_, all_of(routes), stage);
  ProbedRoutes revalidations;
  for (const auto& route : routes) revalidations.push_back(plan_revalidation(route, site_));
  send(client_, all_of(revalidations), stage);
  for (std::size_t i = 0; i < routes.size(); ++i) std::ranges::move(revalidations[i], std::back_inserter(routes[i]));
  stage.done = done;
  for (std::size_t i = 0; i < routes.size(); ++i) {
    Observations observed;
    const std::vector<const Probe*> deltas = check_deltas(questions[i], site_, observed);
    verify_route(routes[i], deltas, site_, observed);
    for (const Probe& probe : routes[i]) permissions_.add(probe, observed);
    for (const Probe& probe : routes[i]) check_dictionary(probe, modules_, observed);
    for (const Probe* const probe : deltas) check_dictionary(*probe, modules_, observed);
    findings_.add(observed);
  }
}

void SiteVerifier::verify_previous_batch(const Batch& batch, Stage& stage) {
  ProbedRoutes routes(1);
  for (const Route& route : batch) routes[0].push_back(plan_previous(route, site_));
  send(client_, all_of(routes), stage);
  Observations observed;
  for (const Probe& probe : routes[0]) check_previous(probe, observed);
  findings_.add(observed);
}

}  // namespace wasmpair

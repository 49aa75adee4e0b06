#include "verify/page_permissions.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "http/host.h"
#include "http/origin.h"
#include "http/url.h"
#include "util/ascii.h"
#include "util/text_bytes.h"
#include "verify/blocked_requests.h"
#include "verify/checks.h"

namespace wasmpair {
namespace {

/// A page may have any number of regions.
constexpr std::size_t max_bundles = 64;
/// Pages to remember until all responses are in.
constexpr std::size_t max_embeddings = 1000;

bool is_page(const Probe& probe) {
  return probe.response.transfer == Transfer::Complete && probe.response.status == 200 && is_web_page(probe.response);
}

/// The bundles that a page's own markup and code load.
struct LoadedBundles {
  std::vector<std::string> here;
  std::vector<std::string> in_worker;
};

bool names_workers(std::string_view html) { return lower_case(html).find("worker") != std::string::npos; }

/// Files that the page loads by itself are known only if all of its code is in it.
bool has_only_own_code(const PageReferences& page, const std::set<std::string>& loaders) {
  return page.has_inline_code && std::ranges::all_of(page.scripts, [&](const PageScript& script) {
           return loaders.contains(file_name_of(script.url));
         });
}

LoadedBundles bundles_of(const PageReferences& page, std::string_view html, const std::set<std::string>& loaders) {
  LoadedBundles bundles;
  const auto add = [&](std::vector<std::string>& list, const std::string& name) {
    const bool is_new = std::ranges::find(list, name) == list.end() && list.size() < max_bundles;
    if (page.modules.contains(name) && is_new) list.push_back(name);
  };
  for (const PageRegion& region : page.regions)
    add(region.has_worker ? bundles.in_worker : bundles.here, region.bundle);
  if (page.regions.empty() && has_only_own_code(page, loaders) && !names_workers(html))
    for (const auto& [name, url] : page.modules) add(bundles.here, name);
  return bundles;
}

/// What the loader requests for a bundle in a worker of a page (templates/loader/5-shim.js): it checks the integrity of
/// a shim from another origin, and then imports the checked content.
void add_worker_requests(const std::string& name, const PageReferences& page, const PagePolicies& policies,
                         std::vector<PolicyRequest>& requests) {
  const auto module = resolve_reference(policies.base(), page.modules.at(name));
  if (module) requests.push_back({PolicyUse::Connect, *module});
  const PageShim& shim = page.shims.at(name);
  const auto url = resolve_reference(policies.base(), shim.url);
  if (!url) return;
  const bool is_checked = origin_of(*url) != origin_of(policies.page_url()) && !shim.integrity.empty();
  if (is_checked) requests.push_back({PolicyUse::Connect, *url});
  requests.push_back({PolicyUse::InsertedScript, is_checked ? "blob:" : *url});
}

/// The value of Cross-Origin-Embedder-Policy or Cross-Origin-Resource-Policy, without parameters.
std::string token_of(const HttpResponse& response, std::string_view name) {
  const std::string value = field(response, name);
  return std::string(trim(std::string_view(value).substr(0, value.find(';'))));
}

bool isolates(std::string_view embedder_policy) {
  return embedder_policy == "require-corp" || embedder_policy == "credentialless";
}

/// Elsewhere, browsers ignore the embedder policy.
bool is_secure(const std::string& url) {
  const std::optional<UrlServer> server = server_of_url(url);
  return server && (server->scheme == "https" || is_loopback_host(server->host));
}

}  // namespace

void PagePermissions::expect(const Manifest& manifest) {
  for (const ManifestBundle& bundle : manifest.bundles) {
    loaders_.insert(bundle.loader.path);
    scripts_.insert({bundle.loader.path, bundle.shim.path});
  }
}

void PagePermissions::add(const Probe& probe, Observations& observed) {
  if (probe.purpose != Purpose::Content) return;
  if (probe.route.kind == RouteKind::Asset && scripts_.contains(probe.route.path)) add_script(probe);
  if (probe.route.kind == RouteKind::Page && is_page(probe))
    add_page(probe, references_of(text_of(probe.response.body.decoded_front)), observed);
}

void PagePermissions::add_page(const Probe& page, const PageReferences& references, Observations& observed) {
  const PagePolicies policies(page.response, references);
  const LoadedBundles bundles = bundles_of(references, text_of(page.response.body.decoded_front), loaders_);
  const std::vector<ContentSecurityPolicy> all = policies.all();
  BlockedRequests blocked("the page's", policies.page_url());
  const std::string loader = check_scripts(page, references, policies, blocked);
  for (const std::string& name : bundles.here) {
    const PageShim& shim = references.shims.at(name);
    if (const auto url = resolve_reference(policies.base(), shim.url))
      blocked.judge(all, {PolicyUse::InsertedScript, *url, references.nonce, shim.integrity});
    if (const auto url = resolve_reference(policies.base(), references.modules.at(name)))
      blocked.judge(all, {PolicyUse::Connect, *url});
  }
  if (!bundles.here.empty()) blocked.judge_webassembly(all);
  std::vector<PolicyRequest> requests;
  for (const std::string& name : bundles.in_worker) add_worker_requests(name, references, policies, requests);
  if (!requests.empty() && !loader.empty()) check_worker_of(page, policies, loader, std::move(requests), blocked);
  blocked.report(page, observed);
}

/// The scripts in the page's markup. Returns the loader's URL, or "".
std::string PagePermissions::check_scripts(const Probe& page, const PageReferences& references,
                                           const PagePolicies& policies, BlockedRequests& blocked) {
  std::string loader;
  for (const PageScript& script : references.scripts) {
    const std::string name = file_name_of(script.url);
    const std::optional<std::string> url = resolve_reference(policies.base(), script.url);
    if (!url || !scripts_.contains(name)) continue;
    if (script.is_module && loaders_.contains(name)) {
      loader = *url;
      blocked.judge(policies.before(script.policies), {PolicyUse::ParsedScript, *url, script.nonce, script.integrity});
    }
    if (!script.is_cors && origin_of(*url) != origin_of(policies.page_url()))
      remember(Embedding::As::PlainScript, page, policies, *url, {});
  }
  return loader;
}

/// A worker has the policies of its script: the loader's own, or the page's if the loader is of another origin and is
/// imported by a script that has a blob URL (templates/loader/8-worker.js).
void PagePermissions::check_worker_of(const Probe& page, const PagePolicies& policies, const std::string& loader,
                                      std::vector<PolicyRequest> requests, BlockedRequests& blocked) {
  const std::vector<ContentSecurityPolicy> all = policies.all();
  if (origin_of(loader) == origin_of(policies.page_url())) {
    blocked.judge(all, {PolicyUse::Worker, loader});
    remember(Embedding::As::Worker, page, policies, loader, std::move(requests));
    return;
  }
  for (const std::string& url : {std::string("blob:"), loader}) blocked.judge(all, {PolicyUse::Worker, url});
  for (const PolicyRequest& request : requests) blocked.judge(all, request);
  blocked.judge_webassembly(all);
}

void PagePermissions::remember(Embedding::As as, const Probe& page, const PagePolicies& policies,
                               const std::string& script, std::vector<PolicyRequest> requests) {
  if (embeddings_.size() == max_embeddings) return;
  Probe copy = page;
  copy.response.body = {};
  pages_.push_back(std::move(copy));
  embeddings_.push_back({as, &pages_.back(), policies.page_url(), script, std::move(requests)});
}

void PagePermissions::add_script(const Probe& probe) {
  const HttpResponse& response = probe.response;
  const bool is_direct = response.url == probe.request.url;
  if (response.transfer != Transfer::Complete || response.status != 200 || !is_direct) return;
  responses_.insert_or_assign(probe.request.url,
                              ScriptResponse{parse_policies(field(response, "content-security-policy")),
                                             token_of(response, "cross-origin-embedder-policy"),
                                             token_of(response, "cross-origin-resource-policy")});
}

void PagePermissions::check_embedding(Observations& observed) const {
  for (const Embedding& embedding : embeddings_) {
    const auto script = responses_.find(embedding.script);
    if (script == responses_.end()) continue;
    if (embedding.as == Embedding::As::Worker)
      check_worker(embedding, script->second, observed);
    else
      check_plain_script(embedding, script->second, observed);
  }
}

void PagePermissions::check_worker(const Embedding& embedding, const ScriptResponse& script, Observations& observed) {
  const std::string embedder = token_of(embedding.page->response, "cross-origin-embedder-policy");
  if (isolates(embedder) && is_secure(embedding.page_url) && !isolates(script.embedder_policy))
    observed.push_back(
        {"coep-blocks-file",
         fmt::format("the page has Cross-Origin-Embedder-Policy: {}, but the script of its worker, {}, has none",
                     embedder, embedding.script),
         embedding.page, "",
         fmt::format("Send Cross-Origin-Embedder-Policy: {} with {}, too.", embedder, embedding.script)});
  BlockedRequests blocked(fmt::format("in its worker, {}'s", embedding.script), embedding.script);
  for (const PolicyRequest& request : embedding.requests) blocked.judge(script.policies, request);
  blocked.judge_webassembly(script.policies);
  blocked.report(*embedding.page, observed);
}

void PagePermissions::check_plain_script(const Embedding& embedding, const ScriptResponse& script,
                                         Observations& observed) {
  const std::string embedder = token_of(embedding.page->response, "cross-origin-embedder-policy");
  const bool is_allowed = script.resource_policy == "cross-origin" || script.resource_policy == "same-site";
  const bool is_required = embedder == "require-corp" && is_secure(embedding.page_url);
  if (is_allowed || (!is_required && script.resource_policy != "same-origin")) return;
  observed.push_back(
      {"coep-blocks-file",
       fmt::format("the page loads {} from another origin, without crossorigin, and its Cross-Origin-Resource-Policy "
                   "does not allow that",
                   embedding.script),
       embedding.page, "",
       "Add crossorigin=\"anonymous\" to the script element, or send Cross-Origin-Resource-Policy: cross-origin with "
       "the file."});
}

}  // namespace wasmpair

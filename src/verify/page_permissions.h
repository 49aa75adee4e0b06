// What a page's policies must allow so that its programs load: Content-Security-Policy and
// Cross-Origin-Embedder-Policy. Only what every browser blocks is reported. Code of the page that is not in the page
// itself may load anything in any way, and policies may also be in its service worker: nothing is said about those.
#pragma once

#include <deque>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "verify/blocked_requests.h"
#include "verify/observation.h"
#include "verify/page_policies.h"
#include "verify/page_references.h"
#include "wasmpair/manifest.h"

namespace wasmpair {

class PagePermissions {
 public:
  /// Call once, before the others.
  void expect(const Manifest& manifest);

  /// Takes a response of the site: checks it if it is a page of the release, and remembers what the scripts of the
  /// release say about being embedded.
  void add(const Probe& probe, Observations& observed);

  /// Checks a page that may be anybody's.
  void add_page(const Probe& page, const PageReferences& references, Observations& observed);

  /// What pages say about scripts, and scripts about pages, once all responses are in. The observations refer to this.
  void check_embedding(Observations& observed) const;

 private:
  /// A script that a page loads in a way that the script's own response must allow.
  struct Embedding {
    enum class As { Worker, PlainScript };
    As as;
    const Probe* page;  // without its body
    std::string page_url;
    std::string script;
    std::vector<PolicyRequest> requests;  // of the worker
  };
  /// Of a script's response.
  struct ScriptResponse {
    std::vector<ContentSecurityPolicy> policies;
    std::string embedder_policy;
    std::string resource_policy;
  };

  void add_script(const Probe& probe);
  std::string check_scripts(const Probe& page, const PageReferences& references, const PagePolicies& policies,
                            BlockedRequests& blocked);
  void check_worker_of(const Probe& page, const PagePolicies& policies, const std::string& loader,
                       std::vector<PolicyRequest> requests, BlockedRequests& blocked);
  void remember(Embedding::As as, const Probe& page, const PagePolicies& policies, const std::string& script,
                std::vector<PolicyRequest> requests);
  static void check_worker(const Embedding& embedding, const ScriptResponse& script, Observations& observed);
  static void check_plain_script(const Embedding& embedding, const ScriptResponse& script, Observations& observed);

  std::set<std::string> loaders_;  // file names
  std::set<std::string> scripts_;  // loaders and shims
  std::deque<Probe> pages_;        // embeddings refer to them
  std::vector<Embedding> embeddings_;
  std::map<std::string, ScriptResponse> responses_;  // by URL
};

}  // namespace wasmpair

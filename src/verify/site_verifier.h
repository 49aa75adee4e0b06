// Verifies a release, route by route: requests, then checks.
#pragma once

#include <string>
#include <vector>

#include "verify/collect.h"
#include "verify/http_client.h"
#include "verify/page_permissions.h"
#include "verify/probe.h"
#include "wasmpair/manifest.h"

namespace wasmpair {

/// Works on a few routes at a time, so that its memory does not depend on their number. Stops at the deadline, with a
/// finding.
class SiteVerifier {
 public:
  /// All must outlive it.
  SiteVerifier(HttpClient& client, const Deployment& site, const Deadline& deadline, PagePermissions& permissions,
               Findings& findings)
      : client_(client), site_(site), deadline_(deadline), permissions_(permissions), findings_(findings) {}

  /// Requests the manifest. Returns it unless its response or its content is wrong, which is a finding.
  std::optional<Manifest> fetch_manifest(Progress* progress);
  /// The response to that request, without its body.
  const HttpResponse& manifest_response() const { return manifest_probe_.response; }
  /// The deployed manifest lists another release than the one that should be deployed.
  void report_stale_manifest();

  /// Each route's URL is resolved against the manifest's.
  void verify_routes(std::vector<Route> routes, Progress* progress);
  /// Verifies that the files of an earlier release are available.
  void verify_previous(std::vector<Route> routes, Progress* progress);

  /// The number of files that were requested.
  std::size_t files() const { return files_; }

 private:
  using Batch = std::vector<Route>;

  template <typename Verify>
  void in_batches(std::vector<Route> routes, Stage stage, const Verify& verify);
  bool resolve(Route& route);
  void verify_batch(const Batch& batch, Stage& stage);
  void verify_previous_batch(const Batch& batch, Stage& stage);

  HttpClient& client_;
  const Deployment& site_;
  const Deadline& deadline_;
  PagePermissions& permissions_;
  Findings& findings_;
  Probe manifest_probe_{};
  std::vector<std::string> modules_;  // the URLs of those with dictionaries
  std::size_t files_ = 0;
};

}  // namespace wasmpair

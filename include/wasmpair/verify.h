// `wasmpair verify`: requests every file of a release from a live site as browsers, caches and tools would, and
// compares the responses with those of a correct server.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "wasmpair/delivery_finding.h"
#include "wasmpair/progress.h"

namespace wasmpair {

/// Whether the release's pages are requested: a site with its own template engine has different ones.
enum class VerifyPages { Verify, LeaveOut };

/// What becomes of warnings: incidents that harm nobody.
enum class VerifyWarnings { Tolerate, CountAsFindings };

struct VerifyRequest {
  /// Of the directory, of a page in it, or of wasmpair.json; http or https. Its user and password, if it has them, are
  /// sent to its origin only, and are in no report and no error.
  std::string url;
  std::string manifest_file;               ///< The release that should be deployed; "": the one that is.
  std::vector<std::string> previous;       ///< Manifests of earlier releases, whose files must still be there.
  std::string certificates;                ///< A file of trusted certificates in PEM; "": the system's.
  std::chrono::seconds stall_time{20};     ///< How long a response may stall.
  std::chrono::seconds total_time{600};    ///< How long everything may take together.
  std::vector<std::string> allowed_hosts;  ///< Besides the site and its base: "HOST" or "HOST:PORT".
  VerifyPages pages = VerifyPages::Verify;
  VerifyWarnings warnings = VerifyWarnings::Tolerate;
};

struct VerifyReport {
  std::string url;     ///< Of the manifest.
  std::string server;  ///< The usual name of the server: "nginx"; "" if unknown.
  std::size_t files = 0;
  std::size_t requests = 0;
  std::vector<DeliveryFinding> findings;  ///< Each incident at most once, as first observed. Empty: no problems found.
  std::vector<DeliveryFinding> warnings;  ///< The same, of incidents whose severity is Warning.
};

/// Verifies a deployment. progress may be null. A server that cannot be reached, or that responds incorrectly, is a
/// finding. URLs and redirects are followed to the origin of the URL, to that of the manifest's base and to the allowed
/// hosts; and from a site with a public address to no address that is not public. Throws Error if the URL, an allowed
/// host, a given manifest or the certificates cannot be used.
VerifyReport verify(const VerifyRequest& request, Progress* progress);

}  // namespace wasmpair

// `wasmpair verify`: asks a live site for every file of a release as browsers, caches and tools would, and compares the
// answers with what a right server sends.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "wasmpair/delivery_finding.h"
#include "wasmpair/progress.h"

namespace wasmpair {

/// Whether the release's pages are asked for: a site with a template engine of its own has others.
enum class VerifyPages { Verify, LeaveOut };

struct VerifyRequest {
  std::string url;                      ///< Of the directory, of its page, or of wasmpair.json.
  std::string manifest_file;            ///< What should be deployed; "": whatever the deployed manifest lists.
  std::vector<std::string> previous;    ///< Manifests of earlier releases, whose files must still be there.
  std::string certificates;             ///< A file of trusted certificates in PEM; "" for the system's.
  std::chrono::seconds stall_time{20};  ///< How long a server may send nothing.
  std::chrono::seconds total_time{600};
  VerifyPages pages = VerifyPages::Verify;
};

struct VerifyReport {
  std::string url;     ///< Of the manifest.
  std::string server;  ///< Who answered, as people call it: "nginx"; "" if it does not say.
  std::size_t files = 0;
  std::size_t requests = 0;
  std::vector<DeliveryFinding> findings;  ///< Each incident at most once, by id.
};

/// progress may be null. Throws Error if a URL or a given manifest cannot be used, or if there is no manifest to go by.
VerifyReport verify(const VerifyRequest& request, Progress* progress);

}  // namespace wasmpair

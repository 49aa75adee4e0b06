// What visitors of a release download: new ones, and those who return after an earlier release of the ledger.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "preview/ledger_files.h"
#include "wasmpair/manifest.h"

namespace wasmpair {

/// A visitor who has the module of an earlier release.
struct ReturningVisitor {
  std::string module;   ///< Its path.
  std::string release;  ///< The name of that release's manifest; empty if the ledger does not have it.
  std::string coding;   ///< Of what is downloaded: "dcz", "br"; empty for none, and if it is no download.
  std::uint64_t bytes;  ///< 0: it is the module of this release.
};

struct BundleDownloads {
  std::string name;
  std::string module;                       ///< Its path.
  std::string coding;                       ///< Of its smallest encoding; empty: none is smaller than the module.
  std::uint64_t bytes;                      ///< Of that encoding, for a first visit.
  std::uint64_t whole_bytes;                ///< Decoded.
  std::vector<ReturningVisitor> returning;  ///< By release, newest first.
};

struct Downloads {
  std::string release;  ///< The name of this release's manifest in the ledger.
  std::vector<BundleDownloads> bundles;
};

/// From the sizes in the manifests.
Downloads downloads_of(const Manifest& manifest, const LedgerFiles& ledger);

}  // namespace wasmpair

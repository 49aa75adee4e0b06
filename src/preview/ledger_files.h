// The manifests of the ledger in a directory that is previewed.
#pragma once

#include <string>
#include <vector>

#include "util/platform/descriptor.h"
#include "wasmpair/manifest.h"

namespace wasmpair {

struct LedgerFile {
  std::string name;  ///< "wasmpair.0123456789abcdef.json"
  std::string json;
  Manifest manifest;
};

struct LedgerFiles {
  std::string own;                ///< The name of the release's own manifest in the ledger, whether it is there or not.
  std::vector<LedgerFile> found;  ///< That one, then those of earlier releases, newest first.
};

/// Reads those that are there and are what their names say; others are left out, because a release works without them.
/// directory: open; shown: its name. json: the manifest's text.
LedgerFiles read_ledger_files(FileHandle directory, const std::string& shown, const Manifest& manifest,
                              const std::string& json);

}  // namespace wasmpair

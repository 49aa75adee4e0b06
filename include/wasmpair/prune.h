// `wasmpair prune`: deletes what only old releases need.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "wasmpair/progress.h"

namespace wasmpair {

/// Whether files are deleted.
enum class Pruning { Delete, DryRun };

/// Which releases stay besides the last one.
struct Retention {
  unsigned keep = 3;  ///< How many before the last one.
  /// A release stays until its successor is so old: pages that were opened before that may still need it.
  std::chrono::seconds min_age = std::chrono::hours(24);
};

struct PruneRequest {
  std::string directory;  ///< Of wasmpair.json.
  Retention retention = {};
  Pruning pruning = Pruning::Delete;
};

struct PrunedFile {
  std::string path;
  std::uint64_t bytes = 0;
};

struct PruneReport {
  std::vector<PrunedFile> deleted;     ///< In the order of deletion: the oldest release first, its manifest last.
  std::vector<std::string> kept;       ///< Manifests of earlier releases that stay, newest first.
  std::vector<std::string> too_young;  ///< Those of `kept` that stay because of their age alone.
  std::vector<std::string> unknown;    ///< Files that no release of the ledger has, sorted: they are never deleted.
};

/// Deletes the files that a dropped release lists and no kept one does, then its manifest. Only hashed names are ever
/// deleted. Killed anywhere, the next run ends in the same state. Waits while another run publishes; progress may be
/// null. Throws Error, and deletes nothing, if wasmpair.json or a manifest of the ledger is missing, damaged or of a
/// newer version, while a switch is not complete, and if a file to delete is a link or has other names.
PruneReport prune(const PruneRequest& request, Progress* progress);

}  // namespace wasmpair

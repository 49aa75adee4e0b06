// The ledger of a directory: all releases that the last one succeeded.
#pragma once

#include <ctime>
#include <optional>
#include <string>
#include <vector>

#include "util/platform/descriptor.h"
#include "wasmpair/manifest.h"

namespace wasmpair {

/// An earlier release whose manifest is there.
struct ChainedRelease {
  std::string name;  ///< Of its manifest.
  Manifest manifest;
  std::time_t published = 0;  ///< The later one of the times of the manifest's content and inode.
};

struct ReleaseChain {
  Manifest last;                        ///< wasmpair.json
  std::string last_name;                ///< Its name in the ledger.
  std::time_t published = 0;            ///< When it was published.
  std::vector<ChainedRelease> earlier;  ///< Newest first. Older ones were pruned.
};

/// The maximum number of releases in a ledger.
inline constexpr std::size_t chain_limit = 10'000;

/// Reads it from an open directory, without following links. shown: the directory's path, for messages. Throws Error if
/// wasmpair.json or a manifest cannot be read, is malformed, of a newer version or not what the ledger says; if one is
/// missing although an older one is there; and while a switch between two releases is not complete.
ReleaseChain read_release_chain(FileHandle directory, const std::string& shown);

}  // namespace wasmpair

// `wasmpair diff`: what changes for visitors from one release to another, from their manifests alone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "wasmpair/manifest.h"

namespace wasmpair {

/// A size in bytes in the earlier and in the later release; nothing where the release does not have it.
struct SizeChange {
  std::string what;  ///< "as linked", "identity", or a content coding: "br".
  std::optional<std::uint64_t> before;
  std::optional<std::uint64_t> after;
};

enum class BundleChange {
  Added,
  Removed,
  Changed,    ///< Another pair: visitors download it again.
  Unchanged,  ///< The same pair; its encodings may differ.
};

/// The name of a change in machine output: "added".
const char* name(BundleChange change);

struct BundleDifference {
  std::string name;
  BundleChange change = BundleChange::Unchanged;
  std::string go_before;  ///< "go1.24.4"; "" where there is none.
  std::string go_after;
  std::vector<SizeChange> module;  ///< As linked, identity, then the codings that either release has.
  SizeChange download;             ///< Module, shim and loader, each in its smallest encoding: a first visit.
  std::uint64_t update_bytes = 0;  ///< Of it, what a visitor of the earlier release downloads: new names.
};

struct ReleaseDifference {
  std::vector<BundleDifference> bundles;  ///< By name.
};

/// What differs between two releases.
ReleaseDifference compare(const Manifest& before, const Manifest& after);

}  // namespace wasmpair

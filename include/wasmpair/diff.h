// `wasmpair diff`: what changes for visitors from one release to the next, computed from the manifests alone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "wasmpair/manifest.h"

namespace wasmpair {

/// A size in bytes in the earlier and in the later release; empty if that release does not have it.
struct SizeChange {
  std::string what;  ///< "as linked", "identity", or a content coding: "br".
  std::optional<std::uint64_t> before;
  std::optional<std::uint64_t> after;
};

enum class BundleChange {
  Added,
  Removed,
  Changed,    ///< A different pair, or asset: visitors download it again.
  Unchanged,  ///< The same pair, or asset; its encodings may differ.
};

/// The name of a change in machine output: "added".
const char* name(BundleChange change);

struct BundleDifference {
  std::string name;
  BundleChange change = BundleChange::Unchanged;
  std::string go_before;  ///< "go1.24.4"; "" if the bundle is absent or does not say.
  std::string go_after;
  std::vector<SizeChange> module;  ///< As linked, identity, then each coding that either release has.
  SizeChange download;             ///< Of a first visit: module, shim and loader, each in its smallest encoding.
  std::uint64_t update_bytes = 0;  ///< The part of it with new names, which visitors of the earlier release download.
  /// The same with the delta from the earlier module, for browsers that use it (RFC 9842); empty if there is none.
  std::optional<std::uint64_t> delta_update_bytes{};
};

struct AssetDifference {
  std::string name;
  BundleChange change = BundleChange::Unchanged;
  SizeChange download;  ///< In its smallest encoding.
};

struct ReleaseDifference {
  std::vector<BundleDifference> bundles;  ///< Sorted by name.
  std::vector<AssetDifference> assets;    ///< Sorted by name.
};

/// Compares two releases.
ReleaseDifference compare(const Manifest& before, const Manifest& after);

}  // namespace wasmpair

// The routes of a release: the correct responses for each of its URLs. Configurations are written from them, the
// preview responds by them, and `wasmpair verify` compares a live site with them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "wasmpair/manifest.h"

namespace wasmpair {

enum class RouteKind {
  Asset,        ///< Its name carries a hash: immutable.
  StableAsset,  ///< A further file with a stable name: revalidated before each use, without siblings.
  Page,         ///< Its name is stable, and it may be edited: revalidated before each use.
  Manifest,     ///< wasmpair.json: treated like a page.
};

/// The name of a kind in machine output: "asset".
const char* name(RouteKind kind);

/// One URL and its correct responses.
struct Route {
  RouteKind kind;
  std::string path;  ///< File name in the directory of the release.
  std::string url;   ///< base + path
  std::string type;  ///< Content-Type, exactly.
  std::string cache_control;
  /// Of an Asset and a StableAsset: the decoded size and the digest (hex) of the decoded bytes. 0 and "" while a
  /// release is being switched, for a stable name that has a content in either one.
  std::uint64_t bytes = 0;
  std::string sha256;
  std::vector<ManifestEncoding> encodings;  ///< Siblings to negotiate; if any, responses have Vary: Accept-Encoding.
  std::string dictionary_match{};           ///< Of Use-As-Dictionary, with a Vary on Available-Dictionary; "": none.
  std::vector<ManifestDelta> deltas{};      ///< For those who have an earlier file, instead of a sibling.
};

/// Every route of the release, sorted by path, each path once: assets, pages, further files, the manifest.
std::vector<Route> routes_of(const Manifest& manifest);

}  // namespace wasmpair

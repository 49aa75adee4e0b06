// From pairs to named, encoded assets.
#pragma once

#include <string_view>
#include <vector>

#include "commands/candidate.h"
#include "encode/shared_cache.h"
#include "wasmpair/asset.h"

namespace wasmpair {

struct BundleAssets {
  Asset wasm;
  Asset shim;
};

/// Every asset of a release. Contents are views of the pairs and of the loader.
struct ReleaseAssets {
  std::vector<BundleAssets> bundles;  ///< One a pair, in their order.
  Asset loader;                       ///< Shared by all bundles.
};

/// The assets with their names, without integrity and encodings. pairs and loader, a script, must outlive the result.
ReleaseAssets name_assets(const std::vector<Pair>& pairs, std::string_view loader, unsigned hash_length);

/// Every asset, bundle by bundle, the loader last.
std::vector<Asset*> all_of(ReleaseAssets& assets);
std::vector<const Asset*> all_of(const ReleaseAssets& assets);

/// Fills in the integrity of every asset, and its encodings, all in one parallel plan. shared_cache: may be null.
void encode_assets(ReleaseAssets& assets, const PackRequest& request, SharedCache* shared_cache, Progress* progress);

}  // namespace wasmpair

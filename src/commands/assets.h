// Turns pairs into named, encoded assets.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "commands/candidate.h"
#include "encode/cache.h"
#include "encode/shared_cache.h"
#include "pages/template_files.h"
#include "wasmpair/asset.h"

namespace wasmpair {

struct BundleAssets {
  Asset wasm;
  Asset shim;
};

/// Every asset of a release. Contents are views of the pairs and of the scripts.
struct ReleaseAssets {
  std::vector<BundleAssets> bundles;  ///< One per pair, in the same order.
  Asset loader;                       ///< Shared by all bundles, as the runner.
  std::optional<Asset> runner = {};
};

/// The named assets, without integrity and encodings. pairs and scripts must outlive the result.
ReleaseAssets name_assets(const std::vector<Pair>& pairs, const Scripts& scripts, unsigned hash_length);

/// Every asset, bundle by bundle, the scripts last.
std::vector<Asset*> all_of(ReleaseAssets& assets);
std::vector<const Asset*> all_of(const ReleaseAssets& assets);

/// Computes the integrity and the encodings of every asset in parallel. The caches may be null. before_encoding: see
/// EncodeOptions.
void encode_assets(ReleaseAssets& assets, const PackRequest& request, const Cache* cache, SharedCache* shared_cache,
                   Progress* progress, const std::function<void()>& before_encoding);

}  // namespace wasmpair

// Turns pairs into named, encoded assets.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "commands/asset_files.h"
#include "commands/candidate.h"
#include "encode/cache.h"
#include "encode/shared_cache.h"
#include "ledger/previous_modules.h"
#include "pages/template_files.h"
#include "util/input_file.h"
#include "wasmpair/asset.h"
#include "wasmpair/manifest.h"

namespace wasmpair {

struct BundleAssets {
  Asset wasm;
  Asset shim;
};

/// A further file, read.
struct AssetSource {
  AssetFile file;
  InputFile input;
};

/// Reads the files. Throws Error if one cannot be read, or has other bytes than when it was found.
std::vector<AssetSource> read_asset_files(const std::vector<AssetFile>& files);

/// A further file as it is published.
struct FurtherAsset {
  const AssetFile* file;
  Asset asset;
};

/// Every asset of a release. Contents are views of the pairs, of the scripts and of the further files.
struct ReleaseAssets {
  std::vector<BundleAssets> bundles;  ///< One per pair, in the same order.
  Asset loader;                       ///< Shared by all bundles, as the runner.
  std::optional<Asset> runner = {};
  std::vector<FurtherAsset> further = {};  ///< Sorted by their files' names.
};

/// The named assets, without integrity and encodings. pairs, scripts and files must outlive the result.
ReleaseAssets name_assets(const std::vector<Pair>& pairs, const Scripts& scripts, const std::vector<AssetSource>& files,
                          unsigned hash_length);

/// Lets browsers keep the modules of this release as dictionaries for those of the next one.
void offer_dictionaries(ReleaseAssets& assets, const std::vector<Pair>& pairs);

/// Throws Error if a further file would be published under the name of another file of the release, or under one that
/// differs in case alone: some file systems have a single file for both.
void expect_own_names(const ReleaseAssets& assets, const std::vector<ManifestPage>& pages);

/// Every asset, bundle by bundle, then the scripts, the further files last.
std::vector<Asset*> all_of(ReleaseAssets& assets);
std::vector<const Asset*> all_of(const ReleaseAssets& assets);

/// Computes the integrity of every asset in parallel, and the encodings of those that compression can make smaller,
/// with the deltas from the earlier modules of each bundle. The caches may be null. before_encoding: see EncodeOptions.
void encode_assets(ReleaseAssets& assets, const std::vector<std::vector<PreviousModule>>& earlier,
                   const PackRequest& request, const Cache* cache, SharedCache* shared_cache, Progress* progress,
                   const std::function<void()>& before_encoding);

}  // namespace wasmpair

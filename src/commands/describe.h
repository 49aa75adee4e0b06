// The manifest of a release.
#pragma once

#include <string>
#include <vector>

#include "commands/assets.h"
#include "commands/candidate.h"
#include "publish/cache_policy.h"
#include "publish/manifest_file.h"
#include "wasmpair/manifest.h"

namespace wasmpair {

/// The file of an asset.
ManifestFile describe_file(const Asset& asset, const std::string& base, const char* cache_control = cache_forever);

/// Lists the assets and the pages. base: "" or a URL prefix that ends in "/".
Manifest describe(const std::vector<Pair>& pairs, const ReleaseAssets& assets, std::vector<ManifestPage> pages,
                  const std::string& base);

}  // namespace wasmpair

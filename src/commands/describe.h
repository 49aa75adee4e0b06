// The manifest of a release.
#pragma once

#include <string>
#include <vector>

#include "commands/assets.h"
#include "commands/candidate.h"
#include "wasmpair/manifest.h"

namespace wasmpair {

/// The names that do not change from release to release.
inline constexpr const char* manifest_name = "wasmpair.json";
inline constexpr const char* page_name = "index.html";

/// Lists the assets and the page. base: "" or a URL prefix that ends in "/".
Manifest describe(const std::vector<Pair>& pairs, const ReleaseAssets& assets, const std::string& base);

}  // namespace wasmpair

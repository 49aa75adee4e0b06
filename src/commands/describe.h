// The manifest of a release.
#pragma once

#include <string>
#include <vector>

#include "commands/assets.h"
#include "commands/candidate.h"
#include "publish/manifest_file.h"
#include "wasmpair/manifest.h"

namespace wasmpair {

/// The default page's name.
inline constexpr const char* page_name = "index.html";

/// Lists the assets and the page. base: "" or a URL prefix that ends in "/".
Manifest describe(const std::vector<Pair>& pairs, const ReleaseAssets& assets, const std::string& base);

}  // namespace wasmpair

// The default page of a release: index.html, with one region a bundle.
#pragma once

#include <string>

#include "wasmpair/manifest.h"

namespace wasmpair {

/// templates/index.html for the manifest's bundles, which all have the same loader; sealed (publish/page_seal.h).
/// Throws Error if a name or URL cannot stand in a page.
std::string render_page(const Manifest& manifest);

}  // namespace wasmpair

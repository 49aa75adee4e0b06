// The pages of a release, from their templates.
#pragma once

#include <string>
#include <vector>

#include "commands/assets.h"
#include "pages/page_options.h"
#include "pages/template_files.h"
#include "wasmpair/manifest.h"

namespace wasmpair {

/// A page as it is published.
struct Page {
  std::string path;
  std::string content;  ///< Sealed (publish/page_seal.h).
};

/// The pages as the manifest lists them. Throws Error if one has the name of an asset, or a name that needs
/// escaping in URLs.
std::vector<ManifestPage> list_pages(const TemplateFiles& templates, const ReleaseAssets& assets,
                                     const std::string& base);

/// The same pages, rendered for the manifest. Throws Error with FILE:LINE:COLUMN for a mistake in a template.
std::vector<Page> render_pages(const TemplateFiles& templates, const Manifest& manifest, const PageOptions& options);

}  // namespace wasmpair

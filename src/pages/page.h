// The pages of a release: templates, rendered with what its manifest says.
#pragma once

#include <string>

#include "pages/page_options.h"
#include "pages/template_parser.h"
#include "wasmpair/manifest.h"

namespace wasmpair {

/// The page that the template makes for the manifest's release, whose bundles all have the same loader. Values:
/// release_values.h, and "policy" (policy.h) and "nonce"; snippets: snippets.h. Throws Error as render() does.
std::string render_page(const TemplateSource& source, const Manifest& manifest, const PageOptions& options);

}  // namespace wasmpair

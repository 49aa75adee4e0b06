// The pages of a release: templates, rendered with the values of its manifest.
#pragma once

#include <string>

#include "pages/page_options.h"
#include "pages/template_parser.h"
#include "wasmpair/manifest.h"

namespace wasmpair {

/// Renders the template for the manifest's release, whose bundles all have the same loader. Values: release_values.h,
/// "policy" (policy.h) and "nonce"; snippets: snippets.h. Throws Error like render().
std::string render_page(const TemplateSource& source, const Manifest& manifest, const PageOptions& options);

}  // namespace wasmpair

// `wasmpair render`: renders a template from a manifest.
#pragma once

#include <optional>
#include <string>

namespace wasmpair {

struct RenderRequest {
  std::string template_file;
  std::string manifest_file;
  std::string output;                ///< The file to write, completely or not at all; "": the page is only returned.
  std::optional<std::string> nonce;  ///< Written where the nonce of a Content-Security-Policy belongs.
};

/// The rendered page. Throws Error, placed at FILE:LINE:COLUMN for a mistake in the template, and if a file cannot be
/// read or written; the output file is then unchanged.
std::string render(const RenderRequest& request);

}  // namespace wasmpair

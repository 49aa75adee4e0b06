// `wasmpair render`: a template, filled in from a manifest.
#pragma once

#include <optional>
#include <string>

namespace wasmpair {

struct RenderRequest {
  std::string template_file;
  std::string manifest_file;
  std::string output;  ///< "": the page is only returned. Else the file to write it to, whole or not at all.
  std::optional<std::string> nonce;  ///< What stands where a Content-Security-Policy's nonce belongs.
};

/// The rendered page. Throws Error, with FILE:LINE:COLUMN for what is wrong in the template; output is then as it was.
std::string render(const RenderRequest& request);

}  // namespace wasmpair

// The files of templates/, embedded in the binary when it is built.
#pragma once

#include <span>
#include <string_view>

namespace wasmpair {

struct EmbeddedTemplate {
  std::string_view name;  ///< "index.html"
  std::string_view text;
};

/// Defined in a source that cmake/EmbedTemplates.cmake generates.
std::span<const EmbeddedTemplate> embedded_templates();

/// The text of the template of that name, which must be one of templates/.
std::string_view embedded_template(std::string_view name);

}  // namespace wasmpair

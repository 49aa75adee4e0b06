// The language of a page, by its name.
#pragma once

#include <optional>
#include <string_view>

namespace wasmpair {

/// Decides how values are escaped in a page, and what a comment looks like.
enum class PageLanguage { Html, Script };

struct PageType {
  PageLanguage language;
  std::string_view media_type;  ///< "text/html; charset=utf-8"
};

/// By the extension, in any case: .html and .htm, .js and .mjs. Nothing for other names.
std::optional<PageType> page_type(std::string_view name);

}  // namespace wasmpair

// Hashes of a page's inline code, for its Content-Security-Policy.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace wasmpair {

/// Hash sources: "'sha384-…'". Without duplicates, in the order of the page.
struct InlineHashes {
  std::vector<std::string> scripts;  ///< Of the <script> elements without src that are code and not data.
  std::vector<std::string> styles;   ///< Of the <style> elements. A style attribute has no hash.
};

InlineHashes inline_hashes(std::string_view html);

}  // namespace wasmpair

// What a page refers to. The page is a server's: nothing in it is trusted, and reading it takes linear time.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace wasmpair {

struct PageReferences {
  std::string base;                            ///< The href of the first base element; "" if there is none.
  std::vector<std::string> urls;               ///< Values of src and href, and "url" of the release's data, as written.
  std::map<std::string, std::string> modules;  ///< The module's URL of each bundle in the release's data.
};

/// html: a page. Only what wasmpair's pages and template functions write has to be recognized: attributes in quotes,
/// and the release's data in a script element with data-wasmpair-release.
PageReferences references_of(std::string_view html);

}  // namespace wasmpair

// The pages of wasmpair's own that `pack` can publish, by name.
#pragma once

#include <span>
#include <string_view>

#include "wasmpair/default_page.h"

namespace wasmpair {

struct DefaultPageInfo {
  DefaultPage page;
  std::string_view name;     ///< As on the command line: "app".
  std::string_view file;     ///< The template's; "" for DefaultPage::None.
  std::string_view summary;  ///< Without a full stop.
};

/// Every value of DefaultPage, in the order of the enum.
std::span<const DefaultPageInfo> default_pages();

}  // namespace wasmpair

#include "pages/default_pages.h"

namespace wasmpair {

std::span<const DefaultPageInfo> default_pages() {
  static constexpr DefaultPageInfo table[] = {
      {DefaultPage::Demo, "demo", "index.html", "a button for each bundle, and what the program writes"},
      {DefaultPage::App, "app", "app.html", "the program alone, on the whole page; it starts at once"},
      {DefaultPage::None, "none", "", "no page"},
  };
  return table;
}

}  // namespace wasmpair

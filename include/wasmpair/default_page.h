// The page that wasmpair publishes by default.
#pragma once

namespace wasmpair {

/// The index.html of wasmpair that is published if no template replaces it.
enum class DefaultPage {
  Demo,  ///< A card for each bundle, with a button, the download's size and the program's output.
  App,   ///< The program starts with the page and has all of it; only the download and failures are shown.
  None,  ///< None is: the site has its own page.
};

}  // namespace wasmpair

#include "verify/page_references.h"

#include <gtest/gtest.h>

namespace wasmpair {
namespace {

using Urls = std::vector<std::string>;

TEST(PageReferences, AreThoseOfTagsAndOfTheRelease) {
  const PageReferences page = references_of(
      "<!doctype html><!-- <script src=\"no.js\"> --><base href='/b/'><link rel=preload href=\"a.wasm?x=1&amp;y\">"
      "<script type=\"application/json\" data-wasmpair-release>{\"bundles\":{\"app\":{\"pair\":\"12\",\"wasm\":"
      "{\"url\":\"app.wasm\"},\"shim\":{\"url\":\"shim.js\"}}}}</script>\n<SCRIPT data-src=\"no\" "
      "SRC='l.js'></SCRIPT>");
  EXPECT_EQ(page.base, "/b/");
  EXPECT_EQ(page.urls, (Urls{"a.wasm?x=1&y", "app.wasm", "shim.js", "l.js"}));
  EXPECT_EQ(page.modules, (std::map<std::string, std::string>{{"app", "app.wasm"}}));
}

TEST(PageReferences, AreReadFromAnything) {
  for (const char* html : {"", "<", "<!--", "<a href", "<a href=", "<a href=x>", "<script data-wasmpair-release>",
                           "<script data-wasmpair-release>{\"bundles\":1}", "<script data-wasmpair-release>[[[[",
                           "<script data-wasmpair-release>{\"bundles\":{}}</script>"}) {
    const PageReferences page = references_of(html);
    EXPECT_TRUE(page.base.empty() && page.urls.empty() && page.modules.empty()) << html;
  }
}

}  // namespace
}  // namespace wasmpair

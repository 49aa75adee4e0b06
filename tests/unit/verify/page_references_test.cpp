#include "verify/page_references.h"

#include <gtest/gtest.h>

namespace wasmpair {
namespace {

using Urls = std::vector<std::string>;

TEST(PageReferences, AreThoseOfTagsAndOfTheRelease) {
  const PageReferences page = references_of(
      "<!doctype html><!-- <p> <script src=\"no.js\"> --><base href='/b/'><link rel=preload href=\"a.wasm?x=1&amp;y\">"
      "<script type=\"application/json\" data-wasmpair-release>{\"bundles\":{\"app\":{\"pair\":\"12\",\"wasm\":"
      "{\"url\":\"app.wasm\"},\"shim\":{\"url\":\"shim.js\"}}}}</script>\n<SCRIPT data-src=\"no\" "
      "SRC='l.js'></SCRIPT>");
  EXPECT_EQ(page.base, "/b/");
  EXPECT_EQ(page.urls, (Urls{"a.wasm?x=1&y", "app.wasm", "shim.js", "l.js"}));
  EXPECT_EQ(page.modules, (std::map<std::string, std::string>{{"app", "app.wasm"}}));
}

TEST(PageReferences, AreReadAsBrowsersDo) {
  const PageReferences page = references_of(
      "<p a='<script src=no.js>'><title><script src=no.js></title><script>\"<script src=no.js>\"</script>"
      "<noscript><script src=no.js></noscript><template><script src=no.js></script></template>"
      "<script type=module src=a&#46;js nonce=n&#43; nonce=2 crossorigin></script><script src=b.js></script>"
      "<section data-wasmpair-bundle=app data-wasmpair-worker></section>");
  ASSERT_EQ(page.scripts.size(), 2U);
  EXPECT_EQ(page.scripts[0], (PageScript{"a.js", "n+", "", true, true, 0}));
  EXPECT_EQ(page.scripts[1], (PageScript{"b.js", "", "", false, false, 0}));
  EXPECT_EQ(page.nonce, "n+");
  EXPECT_TRUE(page.has_inline_code);
  EXPECT_EQ(page.regions, (std::vector<PageRegion>{{"app", true}}));
}

TEST(PageReferences, HaveThePoliciesOfTheHead) {
  const std::string policy = "<meta http-equiv='Content-Security-Policy' content='x'>";
  const auto policies = [&](const std::string& before) { return references_of(before + policy).policies.size(); };
  for (const char* head :
       {"", "<!doctype html><html lang=en><head><meta charset=utf-8>", "<title>a</title> <base href=b>",
        "<head></head>", "<script src=a></script><style>p</style>", "<template><p>a</template>"})
    EXPECT_EQ(policies(head), 1U) << head;
  for (const char* body : {"<body>", "<p>", "text", "</body>", "<template>", "<head></head>x", "<!-- ", "<script>"})
    EXPECT_EQ(policies(body), 0U) << body;
  const PageReferences page = references_of(policy + "<base href=b><base href=c>" + policy + "<script src=a></script>");
  EXPECT_EQ(page.base, "b");
  EXPECT_EQ(page.base_policies, 1U);
  EXPECT_EQ(page.scripts.at(0).policies, 2U);
}

TEST(PageReferences, AreReadFromAnything) {
  for (const char* html : {"", "<", "<!--", "<a href", "<a href=", "<a href=>", "<script data-wasmpair-release>",
                           "<script data-wasmpair-release>{\"bundles\":1}", "<script data-wasmpair-release>[[[[",
                           "<script data-wasmpair-release>{\"bundles\":{}}</script>"}) {
    const PageReferences page = references_of(html);
    EXPECT_TRUE(page.base.empty() && page.urls.empty() && page.modules.empty()) << html;
  }
}

}  // namespace
}  // namespace wasmpair

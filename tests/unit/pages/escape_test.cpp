#include "pages/escape.h"

#include <gtest/gtest.h>

namespace wasmpair {
namespace {

TEST(EscapeHtml, EscapesCharactersThatEndTextOrAnAttribute) {
  EXPECT_EQ(escape_html("a<b>&\"c'd"), "a&lt;b&gt;&amp;&quot;c&#39;d");
  EXPECT_EQ(escape_html("&amp;"), "&amp;amp;");
  EXPECT_EQ(escape_html("größer"), "größer");
}

TEST(EscapeUrl, LeavesValidUrlsUnchanged) {
  for (const char* url : {"app.0123.wasm", "/assets/app.wasm", "https://cdn.example/a/b.js?x=1#y", "//cdn.example/a.js",
                          "a%20b.js", "HTTP://example/", "./a:b", "?a:b", ""})
    EXPECT_EQ(escape_url(url), url);
}

TEST(EscapeUrl, EncodesCharactersThatUrlsCannotContain) {
  EXPECT_EQ(escape_url("a b\"c<d>\\\n"), "a%20b%22c%3Cd%3E%5C%0A");
  EXPECT_EQ(escape_url("100%"), "100%25");
  EXPECT_EQ(escape_url("%zz%4"), "%25zz%254");
  EXPECT_EQ(escape_url("\u00fc"), "%C3%BC");
  EXPECT_EQ(escape_url("it's"), "it%27s");
  EXPECT_EQ(escape_url("?a=1&b=2"), "?a=1&amp;b=2");
}

TEST(EscapeUrl, RefusesSchemesThatRun) {
  for (const char* url : {"javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "vbscript:x",
                          "java\nscript:x", " javascript:x", "file:///etc/passwd"})
    EXPECT_EQ(escape_url(url), std::nullopt) << url;
}

TEST(ScriptJson, CannotEndItsElementOrOpenAComment) {
  const nlohmann::ordered_json value = {{"</script>", "<!-- ]]> & \u2028\u2029"}};
  const std::string json = script_json(value);
  EXPECT_EQ(json, "{\"\\u003c/script\\u003e\":\"\\u003c!-- ]]\\u003e \\u0026 \\u2028\\u2029\"}");
  EXPECT_EQ(nlohmann::ordered_json::parse(json), value);
}

}  // namespace
}  // namespace wasmpair

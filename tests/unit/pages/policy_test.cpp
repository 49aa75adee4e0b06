#include "pages/policy.h"

#include <gtest/gtest.h>

#include "util/text_bytes.h"
#include "wasmpair/digest.h"

namespace wasmpair {
namespace {

std::string hash(std::string_view text) { return "'" + integrity(bytes_of(text)) + "'"; }

using Sources = std::vector<std::string>;

TEST(Policy, AllowsOnlyTheModules) {
  EXPECT_EQ(content_security_policy("", {}, {}),
            "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'; "
            "style-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'");
  EXPECT_EQ(content_security_policy("/assets/", {}, {}), content_security_policy("", {}, {}));
}

TEST(Policy, NamesTheOtherOriginTheNonceAndTheHashes) {
  EXPECT_EQ(content_security_policy("https://cdn.example/a/", {.nonce = "n"}, {{"'sha384-a'"}, {"'sha384-b'"}}),
            "default-src 'self'; "
            "script-src 'self' https://cdn.example blob: 'wasm-unsafe-eval' 'nonce-n' 'sha384-a'; "
            "connect-src 'self' https://cdn.example; worker-src 'self' blob: https://cdn.example; "
            "style-src 'self' 'sha384-b'; img-src 'self' data:; object-src 'none'; base-uri 'none'");
}

TEST(InlineHashes, CoverScriptsAndStyleSheets) {
  const InlineHashes hashes = inline_hashes(
      "<!doctype html><!-- <script>no()</script> --><title><script></title>"
      "<style media=\"a>b\">p { }</style><STYLE>q</STYLE >"
      "<script type='application/json'>{}</script><script src=x.js>no()</script><script type=module>a()</script>"
      "<script>a()</script><script>c('</scripted>')</script><script >b(\"</p>\")\r\n</script>");
  EXPECT_EQ(hashes.styles, (Sources{hash("p { }"), hash("q")}));
  EXPECT_EQ(hashes.scripts, (Sources{hash("a()"), hash("c('</scripted>')"), hash("b(\"</p>\")\n")}));
}

TEST(InlineHashes, AreAbsentWithoutInlineCode) {
  for (const char* html :
       {"", "<", "<scripted>x</scripted>", "<p title=\"<script>x</script>\">", "<!-- <style>p</style>"}) {
    const InlineHashes hashes = inline_hashes(html);
    EXPECT_EQ(hashes.scripts, Sources{}) << html;
    EXPECT_EQ(hashes.styles, Sources{}) << html;
  }
}

TEST(Policy, AllowsWhatPagesShowFromTheOriginOfTheBase) {
  const std::string policy = content_security_policy("https://cdn.example/a/", {}, {}, FurtherFiles::Published);
  for (const char* name : {"style-src 'self'", "img-src 'self' data:", "font-src 'self'", "media-src 'self'"})
    EXPECT_NE(policy.find(std::string(name) + " https://cdn.example"), std::string::npos) << name << " in " << policy;
  EXPECT_EQ(content_security_policy("/a/", {}, {}, FurtherFiles::Published), content_security_policy("", {}, {}));
}

}  // namespace
}  // namespace wasmpair

#include "pages/page.h"

#include <gtest/gtest.h>

#include <regex>

#include "pages/escape.h"
#include "pages/policy.h"
#include "util/embedded_templates.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

ManifestBundle bundle(const std::string& name, const std::string& base) {
  ManifestBundle bundle;
  bundle.name = name;
  bundle.wasm.url = base + name + ".01.wasm";
  bundle.wasm.bytes = 3'700'000;
  bundle.wasm.encodings = {{"br", "", 716'064, ""}, {"gzip", "", 950'000, ""}};
  bundle.shim.url = base + "wasm_exec.01.js";
  bundle.shim.bytes = 17'000;
  bundle.wasm.integrity = "sha384-w";
  bundle.shim.integrity = "sha384-s";
  bundle.loader.url = base + "loader.02.js";
  bundle.loader.integrity = "sha384-l";
  return bundle;
}

Manifest manifest(const std::string& base = "") {
  return {.generator_version = "0.1.0",
          .base = base,
          .bundles = {bundle("app", base), bundle("tool", base)},
          .pages = {},
          .files = {}};
}

std::string rendered(std::string_view text, const Manifest& release, const PageOptions& options = {}) {
  return render_page({"page.html", text}, release, options);
}

std::string default_page(const Manifest& release) { return rendered(embedded_template("index.html"), release); }

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

TEST(Page, HasARegionForEachBundle) {
  const std::string page = default_page(manifest());
  EXPECT_EQ(count(page, "<section "), 2U);
  EXPECT_EQ(count(page, "<section data-wasmpair-bundle=\"tool\""), 1U);
  EXPECT_EQ(count(page, "id=\"app\""), 1U);
  EXPECT_EQ(count(page, "<title>app, tool</title>"), 1U);
}

TEST(Page, LinksTheLoaderUnderTheBase) {
  EXPECT_EQ(count(default_page(manifest()), "src=\"loader.02.js\""), 1U);
  const std::string page = default_page(manifest("https://cdn.example/x/"));
  EXPECT_EQ(count(page, "src=\"https://cdn.example/x/loader.02.js\""), 1U);
  EXPECT_EQ(count(page, "\"url\":\"https://cdn.example/x/tool.01.wasm\",\"bytes\":3700000"), 1U);
}

TEST(Page, ShowsTheSizeOfTheSmallestEncoding) {
  EXPECT_EQ(count(default_page(manifest()), "733 kB to download"), 2U);
  Manifest large = manifest();
  large.bundles[0].wasm.encodings.clear();
  EXPECT_EQ(count(default_page(large), "3.7 MB to download"), 1U);
}

TEST(Page, NamesItsGenerator) {
  const std::string page = default_page(manifest());
  EXPECT_EQ(count(page, "<meta name=\"generator\" content=\"wasmpair 0.1.0\">"), 1U);
}

TEST(Page, HasNoInlineScripts) {
  const std::string page = default_page(manifest());
  EXPECT_EQ(count(page, "<script"), 2U);
  EXPECT_EQ(count(page, "<script type=\"application/json\""), 1U);
  EXPECT_EQ(count(page, "<script type=\"module\" src="), 1U);
  EXPECT_EQ(count(page, " onclick"), 0U);
}

/// The selectors of the rules in a page's style sheet, without those of keyframes.
std::vector<std::string> selectors(std::string_view page) {
  const std::size_t start = page.find("<style>") + std::string_view("<style>").size();
  const std::string sheet(page.substr(start, page.find("</style>") - start));
  const std::regex comments_and_keyframes(R"(/\*[^*]*\*/|@keyframes [^{]*\{ [^{]*\{[^}]*\} \})");
  const std::string rules = std::regex_replace(sheet, comments_and_keyframes, "");
  std::vector<std::string> found;
  const std::regex rule(R"(([^{}]+)\{[^{}]*\})");
  for (std::sregex_iterator at(rules.begin(), rules.end(), rule), end; at != end; ++at) found.push_back((*at)[1]);
  return found;
}

TEST(Page, StylesOnlyItsOwnElements) {
  for (const char* name : {"index.html", "app.html"}) {
    const std::vector<std::string> found = selectors(rendered(embedded_template(name), manifest()));
    EXPECT_GT(found.size(), 20U) << name;
    for (const std::string& selector : found) EXPECT_NE(selector.find(".wasmpair"), std::string::npos) << selector;
  }
}

TEST(Page, EscapesHostileNames) {
  Manifest hostile = manifest();
  hostile.bundles[0].name = "</script><img src=x onerror=\"alert(1)\">";
  const std::string page = default_page(hostile);
  EXPECT_EQ(count(page, "<img"), 0U);
  EXPECT_EQ(count(page, "</script>"), 2U);
}

TEST(Page, RefusesUnsafeBases) {
  EXPECT_THROW(default_page(manifest("javascript:alert(1)//")), Error);
  EXPECT_THROW(default_page(manifest("/\xff/")), Error);
}

TEST(Page, GivesAccessToTheManifestByItsKeys) {
  EXPECT_EQ(rendered("{{text bundles.app.wasm.url}} {{text bundles.tool.shim.bytes}} {{text base}} {{text loader}} "
                     "{{each e in bundles.app.wasm.encodings}}{{text e.encoding}},{{end}} {{text bundles.app.name}}",
                     manifest("/a/")),
            "/a/app.01.wasm 17000 /a/ /a/loader.02.js br,gzip, app");
}

TEST(Page, HasTheLoaderAsASnippet) {
  EXPECT_EQ(rendered("{{snippet loader}}", manifest()),
            "<script type=\"application/json\" data-wasmpair-release>{\"manifest\":\"wasmpair.json\",\"bundles\":"
            "{\"app\":{\"pair\":\"\",\"wasm\":{\"url\":\"app.01.wasm\",\"bytes\":3700000,\"integrity\":\"sha384-w\"},"
            "\"shim\":{\"url\":\"wasm_exec.01.js\",\"bytes\":17000,\"integrity\":\"sha384-s\"}},"
            "\"tool\":{\"pair\":\"\",\"wasm\":{\"url\":\"tool.01.wasm\",\"bytes\":3700000,\"integrity\":\"sha384-w\"},"
            "\"shim\":{\"url\":\"wasm_exec.01.js\",\"bytes\":17000,\"integrity\":\"sha384-s\"}}}}</script>\n"
            "<script type=\"module\" src=\"loader.02.js\"></script>");
}

TEST(Page, HasIntegrityForScriptsOnAnotherOrigin) {
  const std::string page = rendered("{{snippet loader}}", manifest("https://cdn.example/"), {.nonce = "{{.Nonce}}"});
  EXPECT_EQ(count(page,
                  "<script type=\"module\" src=\"https://cdn.example/loader.02.js\" crossorigin=\"anonymous\" "
                  "integrity=\"sha384-l\" nonce=\"{{.Nonce}}\"></script>"),
            1U);
}

TEST(Page, PreloadsABundleOnRequest) {
  EXPECT_EQ(rendered("{{snippet preload bundles.app}}", manifest()),
            "<link rel=\"preload\" as=\"fetch\" type=\"application/wasm\" crossorigin=\"anonymous\" "
            "href=\"app.01.wasm\">\n<link rel=\"preload\" as=\"script\" href=\"wasm_exec.01.js\">");
  EXPECT_EQ(rendered("{{each b in bundles}}{{snippet preload b}}{{end}}", manifest("//cdn.example/"), {.nonce = "n"}),
            "<link rel=\"preload\" as=\"fetch\" type=\"application/wasm\" crossorigin=\"anonymous\" "
            "href=\"//cdn.example/app.01.wasm\" integrity=\"sha384-w\">\n"
            "<link rel=\"preload\" as=\"script\" href=\"//cdn.example/wasm_exec.01.js\" crossorigin=\"anonymous\" "
            "integrity=\"sha384-s\" nonce=\"n\">"
            "<link rel=\"preload\" as=\"fetch\" type=\"application/wasm\" crossorigin=\"anonymous\" "
            "href=\"//cdn.example/tool.01.wasm\" integrity=\"sha384-w\">\n"
            "<link rel=\"preload\" as=\"script\" href=\"//cdn.example/wasm_exec.01.js\" crossorigin=\"anonymous\" "
            "integrity=\"sha384-s\" nonce=\"n\">");
  EXPECT_THROW(rendered("{{snippet preload bundles}}", manifest()), Error);
  EXPECT_THROW(rendered("{{snippet preload bundles.app.wasm}}", manifest()), Error);
  EXPECT_THROW(rendered("{{snippet preload bundles.app}}", manifest("javascript:x/")), Error);
  Manifest misleading = manifest();
  misleading.bundles[0].name = "wasm";
  misleading.bundles[1].name = "shim";
  EXPECT_THROW(rendered("{{snippet preload bundles}}", misleading), Error);
}

TEST(Page, AllowsItsOwnInlineCodeInItsPolicy) {
  const std::string page = rendered(
      "<meta content=\"{{attribute policy}}\"><style>p {}</style><script>let a = {{json title}};</script>", manifest());
  const std::string draft = rendered("<style>p {}</style><script>let a = {{json title}};</script>", manifest());
  const InlineHashes hashes = inline_hashes(draft);
  ASSERT_EQ(hashes.scripts.size(), 1U);
  EXPECT_EQ(page.substr(0, page.find("<style>")),
            "<meta content=\"" + escape_html(content_security_policy("", {}, hashes)) + "\">");
}

TEST(Page, HasANonceOnlyIfGiven) {
  EXPECT_EQ(rendered("<b nonce=\"{{attribute nonce}}\">", manifest(), {.nonce = "$request_id"}),
            "<b nonce=\"$request_id\">");
  EXPECT_EQ(count(rendered("{{text policy}}", manifest(), {.nonce = "$id"}), "&#39;nonce-$id&#39;"), 1U);
  try {
    rendered("<b nonce=\"{{attribute nonce}}\">", manifest());
    FAIL() << "there is a nonce";
  } catch (const Error& error) {
    EXPECT_EQ(error.problem(), "\"nonce\" has no value in this run");
    EXPECT_EQ(error.advice().substr(0, 18), "Give --nonce TEXT:");
  }
}

}  // namespace
}  // namespace wasmpair

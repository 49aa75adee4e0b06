#include "deliver/page.h"

#include <gtest/gtest.h>

#include "publish/page_seal.h"
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
  bundle.loader.url = base + "loader.02.js";
  return bundle;
}

Manifest manifest(const std::string& base = "") {
  return {.generator_version = "0.1.0",
          .base = base,
          .bundles = {bundle("app", base), bundle("tool", base)},
          .pages = {},
          .files = {}};
}

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

TEST(Page, HasARegionForEachBundle) {
  const std::string page = render_page(manifest());
  EXPECT_EQ(count(page, "<section "), 2U);
  EXPECT_EQ(count(page, "<section data-wasmpair-bundle=\"tool\""), 1U);
  EXPECT_EQ(count(page, "id=\"app\""), 1U);
  EXPECT_EQ(count(page, "<title>app, tool</title>"), 1U);
}

TEST(Page, LinksTheLoaderUnderTheBase) {
  EXPECT_EQ(count(render_page(manifest()), "src=\"loader.02.js\""), 1U);
  const std::string page = render_page(manifest("https://cdn.example/x/"));
  EXPECT_EQ(count(page, "src=\"https://cdn.example/x/loader.02.js\""), 1U);
  EXPECT_EQ(count(page, "\"url\":\"https://cdn.example/x/tool.01.wasm\",\"bytes\":3700000"), 1U);
}

TEST(Page, SaysWhatTheSmallestEncodingTakes) {
  EXPECT_EQ(count(render_page(manifest()), "733 kB to download"), 2U);
  Manifest large = manifest();
  large.bundles[0].wasm.encodings.clear();
  EXPECT_EQ(count(render_page(large), "3.7 MB to download"), 1U);
}

TEST(Page, IsSealedAndNamesItsGenerator) {
  const std::string page = render_page(manifest());
  EXPECT_TRUE(has_intact_seal(page));
  EXPECT_EQ(count(page, "<meta name=\"generator\" content=\"wasmpair 0.1.0\">"), 1U);
}

TEST(Page, HasNothingInlineThatRuns) {
  const std::string page = render_page(manifest());
  EXPECT_EQ(count(page, "<script"), 2U);
  EXPECT_EQ(count(page, "<script type=\"application/json\""), 1U);
  EXPECT_EQ(count(page, "<script type=\"module\" src="), 1U);
  EXPECT_EQ(count(page, " onclick"), 0U);
}

TEST(Page, LetsNoNameOutOfItsPlace) {
  Manifest hostile = manifest();
  hostile.bundles[0].name = "</script><img src=x onerror=\"alert(1)\">";
  const std::string page = render_page(hostile);
  EXPECT_EQ(count(page, "<img"), 0U);
  EXPECT_EQ(count(page, "</script>"), 2U);
}

TEST(Page, RefusesWhatCannotStandInAPage) {
  EXPECT_THROW(render_page(manifest("javascript:alert(1)//")), Error);
  EXPECT_THROW(render_page(manifest("/\xff/")), Error);
}

}  // namespace
}  // namespace wasmpair

#include "wasmpair/diff.h"

#include <gtest/gtest.h>

namespace wasmpair {
namespace {

ManifestFile file(const std::string& path, std::uint64_t bytes, std::uint64_t brotli) {
  ManifestFile file{.path = path,
                    .url = path,
                    .type = "",
                    .bytes = bytes,
                    .sha256 = "",
                    .integrity = "",
                    .cache_control = "",
                    .encodings = {}};
  if (brotli != 0) file.encodings = {{.encoding = "br", .path = path + ".br", .bytes = brotli, .sha256 = ""}};
  return file;
}

ManifestBundle bundle(const std::string& pair, std::uint64_t brotli) {
  return {.name = "app",
          .pair = pair,
          .go_version = "go1.24.4",
          .source_bytes = 1100,
          .source_sha256 = "",
          .wasm = file("app." + pair + ".wasm", 1000, brotli),
          .shim = file("wasm_exec." + pair + ".js", 50, 20),
          .loader = file("loader.1.js", 30, 0)};
}

Manifest release(const std::vector<ManifestBundle>& bundles) {
  return {.generator_version = "0.1.0", .base = "", .bundles = bundles, .pages = {}, .files = {}};
}

TEST(Diff, ReportsSizesAndDownloads) {
  const BundleDifference changed = compare(release({bundle("a", 400)}), release({bundle("b", 300)})).bundles.at(0);
  EXPECT_EQ(changed.change, BundleChange::Changed);
  ASSERT_EQ(changed.module.size(), 3U);
  EXPECT_EQ(changed.module[0].what, "as linked");
  EXPECT_EQ(changed.module[1].after, std::uint64_t{1000});
  EXPECT_EQ(changed.module[2].what, "br");
  EXPECT_EQ(changed.module[2].before, std::uint64_t{400});
  EXPECT_EQ(changed.module[2].after, std::uint64_t{300});
  EXPECT_EQ(changed.download.before, std::uint64_t{400 + 20 + 30});
  EXPECT_EQ(changed.download.after, std::uint64_t{300 + 20 + 30});
  EXPECT_EQ(changed.update_bytes, 320U) << "the loader has kept its name";
}

TEST(Diff, FindsNoChangeInOneRelease) {
  const BundleDifference same = compare(release({bundle("a", 400)}), release({bundle("a", 400)})).bundles.at(0);
  EXPECT_EQ(same.change, BundleChange::Unchanged);
  EXPECT_EQ(same.update_bytes, 0U);
}

TEST(Diff, ReportsAddedAndRemovedBundles) {
  ManifestBundle tool = bundle("c", 0);
  tool.name = "tool";
  const auto bundles = compare(release({bundle("a", 400)}), release({tool})).bundles;
  ASSERT_EQ(bundles.size(), 2U);
  EXPECT_EQ(bundles[0].change, BundleChange::Removed);
  EXPECT_FALSE(bundles[0].download.after);
  EXPECT_EQ(bundles[0].update_bytes, 0U);
  EXPECT_EQ(bundles[1].change, BundleChange::Added);
  EXPECT_EQ(bundles[1].go_before, "");
  EXPECT_EQ(bundles[1].download.after, std::uint64_t{1000 + 20 + 30});
  EXPECT_EQ(bundles[1].update_bytes, 1000U + 20) << "the loader came with the other bundle";
  EXPECT_EQ(bundles[1].module.size(), 2U) << "no encoding in either";
}

TEST(Diff, ComparesAssetsByTheirContent) {
  const auto with = [](const std::vector<std::pair<std::string, std::string>>& contents) {
    Manifest manifest = release({bundle("a", 400)});
    for (const auto& [name, content] : contents) {
      ManifestFile asset = file(name + content, 100, 40);
      asset.sha256 = content;
      manifest.assets.push_back({name, asset});
    }
    return manifest;
  };
  const auto assets =
      compare(with({{"a", "1"}, {"b", "1"}, {"c", "1"}}), with({{"b", "2"}, {"c", "1"}, {"d", "1"}})).assets;
  ASSERT_EQ(assets.size(), 4U);
  const std::vector changes{BundleChange::Removed, BundleChange::Changed, BundleChange::Unchanged, BundleChange::Added};
  for (std::size_t i = 0; i < changes.size(); ++i) EXPECT_EQ(assets[i].change, changes[i]) << assets[i].name;
  EXPECT_EQ(assets[1].download.after, std::uint64_t{40});
  EXPECT_FALSE(assets[0].download.after);
}

}  // namespace
}  // namespace wasmpair

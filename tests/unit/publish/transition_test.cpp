#include "publish/transition.h"

#include <gtest/gtest.h>

#include "wasmpair/manifest.h"

namespace wasmpair {
namespace {

std::string digest(char digit) { return std::string(64, digit); }

ManifestFile file(const std::string& path, char content = '1', char sibling = '2') {
  return {path,
          "/a/" + path,
          "application/wasm",
          10,
          digest(content),
          "sha384-" + std::string(64, 'b'),
          "public, immutable",
          {{"br", path + ".br", 5, digest(sibling)}}};
}

/// A release whose files have the hash in their names.
Manifest release(const std::string& hash, char sibling = '2') {
  const ManifestFile wasm = file("app." + hash + ".wasm", '1', sibling);
  const ManifestFile shim = file("wasm_exec." + hash + ".js");
  const ManifestFile loader = file("loader.ee.js");
  return {"0.1.0",
          "/a/",
          {{"app", digest('c'), "go1.24.4", 20, digest('d'), wasm, shim, loader}},
          {{"index.html", "/a/index.html", "text/html", "no-cache"}},
          {wasm.path, wasm.path + ".br", "index.html", loader.path, loader.path + ".br", shim.path, shim.path + ".br"},
          {}};
}

std::vector<std::string> paths(const std::vector<ManifestFile>& files) {
  std::vector<std::string> paths;
  for (const ManifestFile& file : files) paths.push_back(file.path);
  return paths;
}

TEST(Transition, ListsTheFilesOfBothReleases) {
  const auto transition = transition_between(to_json(release("01")), to_json(release("02")));
  ASSERT_TRUE(transition);
  EXPECT_TRUE(transition->replaced.empty());
  const Manifest both = read_manifest(transition->manifest, "both");
  EXPECT_EQ(both.bundles[0].wasm.path, "app.01.wasm");
  EXPECT_EQ(paths(both.next), (std::vector<std::string>{"app.02.wasm", "wasm_exec.02.js"}));
  EXPECT_EQ(both.next[0].encodings[0].path, "app.02.wasm.br");
  EXPECT_EQ(both.files, (std::vector<std::string>{"app.01.wasm", "app.01.wasm.br", "app.02.wasm", "app.02.wasm.br",
                                                  "index.html", "loader.ee.js", "loader.ee.js.br", "wasm_exec.01.js",
                                                  "wasm_exec.01.js.br", "wasm_exec.02.js", "wasm_exec.02.js.br"}));
}

TEST(Transition, DoesNotListSiblingsThatAreReplaced) {
  const auto transition = transition_between(to_json(release("01", '2')), to_json(release("01", '3')));
  ASSERT_TRUE(transition);
  EXPECT_EQ(transition->replaced, (std::set<std::string, std::less<>>{"app.01.wasm.br"}));
  const Manifest both = read_manifest(transition->manifest, "both");
  EXPECT_TRUE(both.bundles[0].wasm.encodings.empty());
  EXPECT_EQ(both.bundles[0].shim.encodings.size(), 1U);
  EXPECT_TRUE(both.next.empty());
}

TEST(Transition, KeepsWhatAnInterruptedOneListed) {
  const auto first = transition_between(to_json(release("01")), to_json(release("02")));
  const auto second = transition_between(first->manifest, to_json(release("03")));
  ASSERT_TRUE(second);
  EXPECT_EQ(paths(read_manifest(second->manifest, "all").next),
            (std::vector<std::string>{"app.02.wasm", "wasm_exec.02.js", "app.03.wasm", "wasm_exec.03.js"}));
}

TEST(Transition, IsNotNeededIfEveryFileIsListed) {
  const std::string earlier = to_json(release("01"));
  const std::string later = to_json(release("02"));
  EXPECT_FALSE(transition_between(earlier, earlier));
  EXPECT_FALSE(transition_between(transition_between(earlier, later)->manifest, later));
}

TEST(Transition, NeedsAReleaseInForce) {
  EXPECT_FALSE(transition_between("", to_json(release("01"))));
  EXPECT_FALSE(transition_between("{}", to_json(release("01"))));
}

/// A release with a file under a stable name.
Manifest with_robots(const std::string& hash, char content) {
  Manifest manifest = release(hash);
  ManifestFile robots = file("robots.txt", content);
  robots.encodings.clear();
  robots.cache_control = "no-cache";
  manifest.assets = {{"robots.txt", robots}};
  manifest.files.emplace_back("robots.txt");
  return manifest;
}

std::size_t count_robots(const std::string& manifest) { return stable_files_in(manifest).count("robots.txt"); }

TEST(Transition, ListsBothContentsOfAStableName) {
  const auto transition = transition_between(to_json(with_robots("01", '5')), to_json(with_robots("01", '6')));
  ASSERT_TRUE(transition);
  EXPECT_EQ(transition->replaced, (std::set<std::string, std::less<>>{"robots.txt"}));
  const Manifest both = read_manifest(transition->manifest, "both");
  EXPECT_EQ(both.assets[0].file.sha256, digest('5'));
  EXPECT_EQ(both.next.at(0).sha256, digest('6'));
  EXPECT_EQ(count_robots(transition->manifest), 2U);
}

TEST(Transition, ReplacesAStableNameAfterAnInterruptedSwitchToAnyRelease) {
  const std::string earlier = to_json(with_robots("01", '5'));
  const std::string between = transition_between(earlier, to_json(with_robots("01", '6')))->manifest;
  for (const char content : {'5', '6', '7'}) {
    const auto transition = transition_between(between, to_json(with_robots("01", content)));
    ASSERT_TRUE(transition) << content;
    EXPECT_TRUE(transition->replaced.contains("robots.txt")) << content;
    EXPECT_EQ(count_robots(transition->manifest), content == '7' ? 3U : 2U);
  }
}

TEST(Transition, DoesNotReplaceAStableNameThatIsNewOrUnchanged) {
  const auto added = transition_between(to_json(release("01")), to_json(with_robots("01", '5')));
  ASSERT_TRUE(added);
  EXPECT_TRUE(added->replaced.empty());
  EXPECT_EQ(count_robots(added->manifest), 1U);
  const std::string same = to_json(with_robots("01", '5'));
  EXPECT_FALSE(transition_between(same, same));
}

}  // namespace
}  // namespace wasmpair

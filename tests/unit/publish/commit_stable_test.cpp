// Files that are published under their own names, beside those with hashed names.
#include <gtest/gtest.h>

#include <boost/filesystem.hpp>
#include <set>
#include <string>

#include "publish/commit.h"
#include "unit/support/temporary_directory.h"
#include "util/text_bytes.h"
#include "wasmpair/digest.h"
#include "wasmpair/error.h"
#include "wasmpair/manifest.h"

namespace wasmpair {
namespace {

/// A manifest that lists robots.txt with that content.
std::string manifest_with_robots(const std::string& content) {
  Manifest manifest{.generator_version = "0.1.0", .base = "", .bundles = {}, .pages = {}, .files = {"robots.txt"}};
  manifest.assets = {{"robots.txt",
                      {"robots.txt",
                       "robots.txt",
                       "text/plain",
                       content.size(),
                       sha256(bytes_of(content)).hex(),
                       "sha384-" + std::string(64, 'b'),
                       "no-cache",
                       {}}}};
  return to_json(manifest);
}

class CommitStableTest : public TemporaryDirectoryTest {
 protected:
  CommitReport publish_robots(const std::string& robots) const {
    const std::string manifest = manifest_with_robots(robots);
    const Release release{.assets = {},
                          .pages = {},
                          .stable = {{"robots.txt", bytes_of(robots)}},
                          .manifest = {"wasmpair.json", bytes_of(manifest)}};
    return commit(path("out"), release, nullptr);
  }
  void make_out_dir() const { boost::filesystem::create_directory(directory_ / "out"); }
};

TEST_F(CommitStableTest, ReplacesAStableNameOfTheReleaseInForce) {
  publish_robots("one");
  EXPECT_EQ(publish_robots("one").written, 0U);
  EXPECT_EQ(publish_robots("two").written, 2U) << "with the manifest";
  EXPECT_EQ(read("out/robots.txt"), "two");
  EXPECT_EQ(read("out/wasmpair.json"), manifest_with_robots("two"));
}

TEST_F(CommitStableTest, PublishesNothingOverAFileThatSomebodyWroteOrEdited) {
  make_out_dir();
  write("out/robots.txt", "mine");
  EXPECT_THROW(publish_robots("one"), Error);
  EXPECT_EQ(names("out"), (std::set<std::string>{"robots.txt"}));
  boost::filesystem::remove(directory_ / "out/robots.txt");
  publish_robots("one");
  write("out/robots.txt", "edited");
  EXPECT_THROW(publish_robots("two"), Error);
  EXPECT_EQ(read("out/robots.txt"), "edited");
  EXPECT_EQ(read("out/wasmpair.json"), manifest_with_robots("one"));
  write("out/robots.txt", "two");
  publish_robots("two");
}

TEST_F(CommitStableTest, DoesNotReplaceALink) {
  make_out_dir();
  write("robots.txt", "mine");
  boost::filesystem::create_symlink("../robots.txt", directory_ / "out/robots.txt");
  EXPECT_THROW(publish_robots("one"), Error);
  EXPECT_EQ(read("robots.txt"), "mine");
}

}  // namespace
}  // namespace wasmpair

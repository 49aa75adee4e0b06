#include "unit/commands/asset_files_test.h"

namespace wasmpair {
namespace {

TEST_F(AssetFilesTest, AreNamedByTheirPlaceInTheDirectoryAndSorted) {
  write("web/z.css", "z");
  write("web/img/a.png", "a");
  write("web/b.js", "b");
  EXPECT_EQ(found(), "b.js img/a.png z.css");
  EXPECT_EQ(found_in({path("web/img"), path("web/z.css")}), "a.png z.css");
  EXPECT_EQ(find_asset_files({path("web")}, {}).directories, (std::vector<std::string>{path("web"), path("web/img")}));
}

TEST_F(AssetFilesTest, KeepTheNamesThatAreToBeStable) {
  write("web/robots.txt", "r");
  write("web/img/a.png", "a");
  EXPECT_EQ(found({"robots.txt"}), "img/a.png robots.txt!");
  EXPECT_EQ(found({"robot.txt"}), "--stable 'robot.txt' is not the name of an asset");
  EXPECT_TRUE(found({"img/a.png"}).starts_with("cannot be published: its name has a directory"));
}

TEST_F(AssetFilesTest, LeaveOutHiddenFilesAndSaySo) {
  write("web/a.png", "a");
  write("web/.env", "SECRET=1");
  make("web/.git");
  write("web/.git/config", "c");
  EXPECT_EQ(found(), "a.png");
  const std::vector<Warning> warnings = find_asset_files({path("web")}, {}).warnings;
  ASSERT_EQ(warnings.size(), 1U);
  EXPECT_EQ(warnings[0].place, path("web/.env"));
  EXPECT_EQ(warnings[0].problem, "is hidden, so it is not published; nor are 1 more");
  EXPECT_TRUE(found_in({path("web/.env")}).starts_with("cannot be published: '.env' is not the name")) << "if named";
}

TEST_F(AssetFilesTest, FollowLinksWithinTheDirectoryOnly) {
  write("secret.txt", "s");
  write("web/a.txt", "a");
  boost::filesystem::create_symlink("../a.txt", directory_ / "web/img/b.txt");
  EXPECT_EQ(found(), "a.txt img/b.txt");
  boost::filesystem::create_symlink("../secret.txt", directory_ / "web/c.txt");
  EXPECT_EQ(found(), "is a symbolic link that leaves the directory");
  EXPECT_EQ(found_in({path("web/c.txt")}), "c.txt") << "it was named";
}

TEST_F(AssetFilesTest, DoNotFollowLinksToASiblingWithTheSamePrefixOrToDirectories) {
  make("website");
  write("website/a.txt", "a");
  boost::filesystem::create_symlink("../website/a.txt", directory_ / "web/a.txt");
  EXPECT_EQ(found(), "is a symbolic link that leaves the directory");
  boost::filesystem::remove(directory_ / "web/a.txt");
  boost::filesystem::create_symlink("img", directory_ / "web/loop");
  EXPECT_EQ(found(), "is a symbolic link to a directory");
}

TEST_F(AssetFilesTest, AreNotEmpty) {
  write("web/a.png", "");
  EXPECT_EQ(found(), "cannot be published: it is empty");
  EXPECT_NE(found_in({path("absent")}).find("cannot read"), std::string::npos);
}

TEST_F(AssetFilesTest, DifferInMoreThanCase) {
  write("web/a.png", "a");
  write("web/img/A.png", "b");
  EXPECT_TRUE(found_in({path("web/a.png"), path("web/img/A.png")}).starts_with("has the name of another asset, "));
  EXPECT_TRUE(found_in({path("web/a.png"), path("web/a.png")}).starts_with("has the name of another asset"));
}

TEST_F(AssetFilesTest, AreBounded) {
  for (int i = 0; i <= 8192; ++i) write("web/" + std::to_string(i) + ".txt", "a");
  EXPECT_EQ(found(), "is one more than the 8,192 assets that a release may have");
}

TEST_F(AssetFilesTest, HaveABoundedSize) {
  write("web/a.bin", "a");
  boost::filesystem::resize_file(directory_ / "web/a.bin", (16 << 20) + 1);
  EXPECT_EQ(found({"a.bin"}), "is too large for a stable name: it has more than 16 MiB");
  boost::filesystem::resize_file(directory_ / "web/a.bin", (std::uintmax_t{1} << 30) + 1);
  EXPECT_EQ(found(), "exceeds the 1024 MiB that the assets of a release may have together");
}

}  // namespace
}  // namespace wasmpair

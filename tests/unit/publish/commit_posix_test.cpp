#include "unit/publish/commit_test.h"
#include "unit/support/files_posix.h"

namespace wasmpair {
namespace {

TEST_F(CommitTest, HonorsTheUmask) {
  const Umask umask(0027);
  publish();
  for (const std::string& name : published_) EXPECT_EQ(status_of(path("out/" + name)).st_mode & 0777, 0640U) << name;
  EXPECT_EQ(status_of(path("out")).st_mode & 0777, 0750U);
}

TEST_F(CommitTest, DoesNotFollowPlantedLinksOrFifos) {
  make_out_dir();
  write("secret", "precious");
  write("linked", content_.sibling);
  boost::filesystem::create_symlink("../secret", directory_ / "out/app.01.wasm");
  boost::filesystem::create_hard_link(directory_ / "linked", directory_ / "out/app.01.wasm.br");
  make_fifo(path("out/wasmpair.json"));

  EXPECT_EQ(publish().written, 4U);
  expect_published();
  for (const std::string& name : published_) {
    EXPECT_TRUE(S_ISREG(status_of(path("out/" + name)).st_mode)) << name;
    EXPECT_EQ(status_of(path("out/" + name)).st_nlink, 1U) << name;
  }
  EXPECT_EQ(read("secret"), "precious");
  EXPECT_EQ(read("linked"), content_.sibling);
}

TEST_F(CommitTest, LeavesALinkInPlaceOfAPageAlone) {
  make_out_dir();
  write("mine.html", content_.page);
  boost::filesystem::create_symlink("../mine.html", directory_ / "out/index.html");
  EXPECT_EQ(publish().kept, std::vector<std::string>{"index.html"});
  EXPECT_TRUE(S_ISLNK(status_of(path("out/index.html")).st_mode));
}

}  // namespace
}  // namespace wasmpair

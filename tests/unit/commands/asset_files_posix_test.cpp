#include "unit/commands/asset_files_test.h"
#include "unit/support/files_posix.h"

namespace wasmpair {
namespace {

TEST_F(AssetFilesTest, AreRegular) {
  make_fifo(path("web/a.png"));
  EXPECT_EQ(found(), "cannot be published: it is not a regular file");
}

TEST_F(AssetFilesTest, HaveNamesThatCanBeShown) {
  write("web/a\nb.png", "a");
  EXPECT_EQ(found(), "cannot be published: 'a\\x0ab.png' is not the name of an asset");
}

}  // namespace
}  // namespace wasmpair

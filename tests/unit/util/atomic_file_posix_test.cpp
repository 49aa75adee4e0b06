#include "unit/support/files_posix.h"
#include "unit/util/atomic_file_test.h"
#include "util/text_bytes.h"

namespace wasmpair {
namespace {

TEST_F(AtomicFileTest, LetsTheUmaskDecideWhoCanRead) {
  for (const mode_t mask : {0022U, 0077U, 0000U}) {
    const Umask umask(mask);
    AtomicFile file = open("target");
    file.commit(Durability::Unsynced);
    EXPECT_EQ(status_of(path("target")).st_mode & 0777, 0666 & ~mask);
  }
}

TEST_F(AtomicFileTest, ReplacesASymbolicLinkInsteadOfWritingThroughIt) {
  write("elsewhere", "precious");
  boost::filesystem::create_symlink("elsewhere", directory_ / "target");
  AtomicFile file = open("target");
  file.write(bytes_of("new"));
  file.commit(Durability::Unsynced);
  EXPECT_TRUE(S_ISREG(status_of(path("target")).st_mode));
  EXPECT_EQ(read("target"), "new");
  EXPECT_EQ(read("elsewhere"), "precious");
}

}  // namespace
}  // namespace wasmpair

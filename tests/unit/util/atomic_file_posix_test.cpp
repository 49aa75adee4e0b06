// Windows says less about what it refuses, and cannot exchange two names.
#include <initializer_list>

#include "unit/support/files_posix.h"
#include "unit/util/atomic_file_test.h"
#include "util/text_bytes.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

using Names = std::set<std::string>;

TEST_F(AtomicFileTest, LetsTheUmaskDecideWhoCanRead) {
  for (const mode_t mask : std::initializer_list<mode_t>{0022, 0077, 0000}) {
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

TEST_F(AtomicFileTest, DoesNotReplaceADirectoryAndAdvises) {
  boost::filesystem::create_directory(directory_ / "target");
  try {
    AtomicFile file = open("target");
    file.commit(Durability::Unsynced);
    FAIL() << "a directory was replaced";
  } catch (const Error& error) {
    EXPECT_EQ(error.place(), path("target"));
    EXPECT_EQ(error.problem(), "cannot rename into place: Is a directory");
    EXPECT_EQ(error.advice(), "A directory has that name: move it away, then run again.");
  }
  EXPECT_EQ(names(), Names{"target"});
}

TEST_F(AtomicFileTest, RejectsANameThatIsTooLong) {
  AtomicFile file = open(std::string(300, 'a'));
  try {
    file.commit(Durability::Unsynced);
    FAIL() << "a name of 300 bytes was accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.advice(), "Choose a shorter name.");
  }
}

TEST_F(AtomicFileTest, PutsBackWhatItReplacedUnlessItIsKept) {
  write("target", "old");
  {
    AtomicFile file = open("target");
    file.write(bytes_of("new"));
    file.replace();
    EXPECT_EQ(read("target"), "new");
  }
  EXPECT_EQ(read("target"), "old");
  EXPECT_EQ(names(), Names{"target"});

  AtomicFile file = open("target");
  file.write(bytes_of("new"));
  file.replace();
  file.keep();
  EXPECT_EQ(read("target"), "new");
  EXPECT_EQ(names(), Names{"target"});
}

using DirectoryTest = TemporaryDirectoryTest;

TEST_F(DirectoryTest, ReportsAFileInPlaceOfADirectory) {
  write("file", "");
  for (const char* name : {"file", "file/within"}) {
    try {
      open_or_create_directory(path(name));
      FAIL() << name << " was opened as a directory";
    } catch (const Error& error) {
      EXPECT_NE(error.problem().find("Not a directory"), std::string::npos) << error.what();
    }
  }
}

}  // namespace
}  // namespace wasmpair

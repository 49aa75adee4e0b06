// The order in which files get to the disk and get their names.
#include "unit/support/recorded_calls.h"
#include "unit/util/atomic_file_test.h"
#include "util/text_bytes.h"

namespace wasmpair {
namespace {

using Calls = std::vector<std::string>;

TEST_F(AtomicFileTest, IsOnTheDiskBeforeItHasItsName) {
  const RecordedCalls calls;
  AtomicFile file = open("target");
  file.write(bytes_of("content"));
  file.commit(Durability::Synced);
  EXPECT_EQ(calls.list(), (Calls{"flush target", "name target"}));
}

TEST_F(AtomicFileTest, IsFlushedOnceUnlessItIsWrittenAgain) {
  const RecordedCalls calls;
  AtomicFile file = open("target");
  file.write(bytes_of("content"));
  file.sync();
  file.sync();
  file.write(bytes_of("more"));
  file.commit(Durability::Synced);
  EXPECT_EQ(calls.list(), (Calls{"flush target", "flush target", "name target"}));
}

TEST_F(AtomicFileTest, FlushesTheDirectoryOfAWrittenFile) {
  const RecordedCalls calls;
  write_file(path("target"), bytes_of("content"), Durability::Synced);
  write_file(path("other"), bytes_of("content"), Durability::Unsynced);
  const std::string parent = directory_.filename().generic_string();
  EXPECT_EQ(calls.list(), (Calls{"flush target", "name target", "flush " + parent, "name other"}));
}

using DirectoryTest = TemporaryDirectoryTest;

TEST_F(DirectoryTest, FlushesTheParentsOfNewDirectories) {
  const RecordedCalls calls;
  open_or_create_directory(path("a/b"));
  const std::string own = directory_.filename().generic_string();
  const std::string parent = directory_.parent_path().filename().generic_string();
  EXPECT_EQ(calls.list(), (Calls{"flush " + own, "flush " + parent, "flush a", "flush " + own}));
}

}  // namespace
}  // namespace wasmpair

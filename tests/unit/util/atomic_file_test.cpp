#include "unit/util/atomic_file_test.h"
#include "util/text_bytes.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

using Names = std::set<std::string>;

TEST_F(AtomicFileTest, AppearsCompleteOnCommit) {
  AtomicFile file = open("target");
  file.write(bytes_of("first "));
  file.write(bytes_of("second"));
  EXPECT_FALSE(names().contains("target"));
  file.commit(Durability::Synced);
  EXPECT_EQ(read("target"), "first second");
  EXPECT_EQ(names(), Names{"target"});
}

TEST_F(AtomicFileTest, LeavesNothingWithoutCommit) {
  write("target", "old");
  {
    AtomicFile file = open("target");
    file.write(bytes_of("new"));
    EXPECT_EQ(names().size(), 2U);
  }
  EXPECT_EQ(names(), Names{"target"});
  EXPECT_EQ(read("target"), "old");
}

TEST_F(AtomicFileTest, CommitsOnceAfterAMove) {
  AtomicFile file = open("target");
  file.write(bytes_of("content"));
  {
    AtomicFile moved = std::move(file);
    moved.sync();
    moved.commit(Durability::Synced);
  }
  EXPECT_EQ(read("target"), "content");
  EXPECT_EQ(names(), Names{"target"});
}

TEST_F(AtomicFileTest, AddsOnlyUnderANameThatNothingHas) {
  write("target", "old");
  boost::filesystem::create_symlink("nowhere", directory_ / "link");
  for (const char* name : {"target", "link"}) {
    AtomicFile file = open(name);
    file.write(bytes_of("new"));
    EXPECT_FALSE(file.add()) << name;
  }
  EXPECT_EQ(read("target"), "old");
  EXPECT_EQ(names(), (Names{"link", "target"}));

  { EXPECT_TRUE(open("new").add()); }
  EXPECT_EQ(names(), (Names{"link", "target"}));
  AtomicFile file = open("new");
  file.write(bytes_of("content"));
  EXPECT_TRUE(file.add());
  file.keep();
  EXPECT_EQ(read("new"), "content");
  EXPECT_EQ(names(), (Names{"link", "new", "target"}));
}

TEST_F(AtomicFileTest, RemovesWhatItAddedUnlessItIsKept) {
  { open("target").replace(); }
  EXPECT_EQ(names(), Names{});
  {
    AtomicFile file = open("target");
    file.replace();
    file.keep();
  }
  EXPECT_EQ(names(), Names{"target"});
}

TEST_F(AtomicFileTest, WritesAFileByItsPath) {
  write_file(path("target"), bytes_of("content"), Durability::Synced);
  EXPECT_EQ(read("target"), "content");
  EXPECT_THROW(write_file(path("absent/target"), {}, Durability::Unsynced), Error);
}

using DirectoryTest = TemporaryDirectoryTest;

TEST_F(DirectoryTest, CreatesMissingParents) {
  EXPECT_TRUE(open_or_create_directory(path("a/b/c/")));
  EXPECT_TRUE(boost::filesystem::is_directory(directory_ / "a/b/c"));
  EXPECT_TRUE(open_or_create_directory(path("a/b/c")));
}

TEST_F(DirectoryTest, FollowsALinkToADirectory) {
  boost::filesystem::create_directory(directory_ / "real");
  boost::filesystem::create_symlink("real", directory_ / "link");
  EXPECT_TRUE(open_or_create_directory(path("link")));
}

}  // namespace
}  // namespace wasmpair

#include "dev/file_stamps.h"

#include <gtest/gtest.h>

#include <fstream>

#include "unit/support/temporary_directory.h"

namespace wasmpair {
namespace {

FileStamp stamp(std::uint64_t number, std::uint64_t bytes, std::int64_t second, std::int64_t nanosecond = 0) {
  return {{1, number}, bytes, {second, nanosecond}};
}

constexpr FileTime at_100{100, 500};

TEST(FileStamps, NameTheFileThatChanged) {
  const FileStamps before{{"/a", stamp(1, 10, 50)}, {"/b", stamp(2, 20, 50)}};
  EXPECT_EQ(changed_since(before, before, at_100), "");
  FileStamps now = before;
  now["/b"] = stamp(2, 20, 50, 1);
  EXPECT_EQ(changed_since(before, now, at_100), "/b") << "by its time, to the nanosecond";
  now["/b"] = stamp(3, 20, 50);
  EXPECT_EQ(changed_since(before, now, at_100), "/b") << "by its identity: it was renamed";
  now["/b"] = stamp(2, 21, 50);
  EXPECT_EQ(changed_since(before, now, at_100), "/b") << "by its size";
  now.erase("/b");
  EXPECT_EQ(changed_since(before, now, at_100), "/b") << "it was removed";
}

TEST(FileStamps, CountAFileThatIsKnownLaterByItsTime) {
  EXPECT_EQ(changed_since({}, {{"/old", stamp(1, 1, 100, 499)}}, at_100), "");
  EXPECT_EQ(changed_since({}, {{"/same", stamp(1, 1, 100, 500)}}, at_100), "/same");
  EXPECT_EQ(changed_since({}, {{"/new", stamp(1, 1, 101)}}, at_100), "/new");
}

TEST(FileStamps, AreOfFilesThatExist) {
  const TemporaryDirectory directory;
  const std::string file = directory.generic_string() + "/file";
  std::ofstream(file) << "text";
  const FileStamps stamps = stamps_of({file, directory.generic_string() + "/absent"});
  ASSERT_EQ(stamps.size(), 1U);
  EXPECT_EQ(stamps.at(file).bytes, 4);
}

}  // namespace
}  // namespace wasmpair

#include "preview/content.h"

#include <gtest/gtest.h>

#include "unit/support/temporary_directory.h"
#include "util/directory.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

class ContentTest : public TemporaryDirectoryTest {
 protected:
  SharedContent open(const std::string& name, std::uint64_t bytes) const {
    return open_content(opened_.get(), name, bytes, "site");
  }

  /// The complete error of opening it.
  std::string refusal(const std::string& name, std::uint64_t bytes) const {
    try {
      open(name, bytes);
    } catch (const Error& error) {
      return error.place() + ": " + error.problem();
    }
    return "";
  }

  static std::string read_all(const ServedContent& content, std::uint64_t offset = 0) {
    std::string text(100, '\0');
    text.resize(content.read(offset, text));
    return text;
  }

  Descriptor opened_ = open_directory(directory_.generic_string());
};

TEST_F(ContentTest, IsReadFromAnyOffset) {
  write("file", "0123456789");
  const SharedContent content = open("file", 10);
  EXPECT_EQ(read_all(*content), "0123456789");
  EXPECT_EQ(read_all(*content, 7), "789");
  EXPECT_EQ(read_all(*content, 10), "");
  EXPECT_EQ(read_all(*content, 11), "");
  EXPECT_EQ(read_all(ServedContent("in memory"), 3), "memory");
  EXPECT_EQ(read_all(ServedContent("in memory"), 9), "");
}

TEST_F(ContentTest, SurvivesTheReplacementOfItsFile) {
  write("file", "before");
  const SharedContent content = open("file", 6);
  boost::filesystem::remove(directory_ / "file");
  write("file", "after!");
  EXPECT_EQ(read_all(*content), "before");
}

TEST_F(ContentTest, EndsWhereItsFileWasTruncated) {
  write("file", "0123456789");
  const SharedContent content = open("file", 10);
  write("file", "0123");
  EXPECT_EQ(read_all(*content), "0123");
}

TEST_F(ContentTest, IsOfTheSizeInTheManifest) {
  write("file", "0123456789");
  EXPECT_EQ(refusal("file", 9), "site/file: has 10 bytes, but the manifest says 9");
  EXPECT_EQ(refusal("file", 11), "site/file: has 10 bytes, but the manifest says 11");
}

TEST_F(ContentTest, IsOfARegularFileAndFollowsNoLink) {
  write("secret", "0123456789");
  boost::filesystem::create_symlink("secret", directory_ / "link");
  boost::filesystem::create_directory(directory_ / "directory");
  EXPECT_EQ(refusal("link", 10), "site/link: is a symbolic link, which is not followed");
  EXPECT_EQ(refusal("directory", 10), "site/directory: is not a regular file");
  EXPECT_EQ(refusal("absent", 10), "site/absent: cannot read: No such file or directory");
}

TEST_F(ContentTest, OfAPageIsLimited) {
  write("page", "0123456789");
  EXPECT_EQ(read_text(opened_.get(), "page", 10, "site").text, "0123456789");
  EXPECT_THROW(read_text(opened_.get(), "page", 9, "site"), Error);
}

TEST_F(ContentTest, HasAStateThatChangesWithTheFile) {
  write("page", "one");
  const std::string state = state_of(opened_.get(), "page");
  EXPECT_EQ(read_text(opened_.get(), "page", 10, "site").state, state);
  write("next", "two");
  boost::filesystem::rename(directory_ / "next", directory_ / "page");
  EXPECT_NE(state_of(opened_.get(), "page"), state);
  EXPECT_EQ(state_of(opened_.get(), "absent"), "absent");
}

}  // namespace
}  // namespace wasmpair

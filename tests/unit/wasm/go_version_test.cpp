#include "wasmpair/go_version.h"

#include <gtest/gtest.h>

namespace wasmpair {
namespace {

TEST(GoVersion, ReadsReleases) {
  const auto version = parse_go_version("go1.24.4");
  ASSERT_TRUE(version);
  EXPECT_EQ(version->text, "go1.24.4");
  EXPECT_EQ(version->major, 1);
  EXPECT_EQ(version->minor, 24);
  EXPECT_EQ(version->minor_text(), "go1.24");
}

TEST(GoVersion, ReadsTheFirstReleaseOfAMinorVersion) {
  const auto version = parse_go_version("go1.20");
  ASSERT_TRUE(version);
  EXPECT_EQ(version->minor, 20);
}

TEST(GoVersion, ReadsPreReleasesAndVendorSuffixes) {
  for (const char* text : {"go1.24rc1", "go1.24beta2", "go1.24.4-X:nodwarf5", "go1.24.4+suse", "go1.24-custom"}) {
    const auto version = parse_go_version(text);
    ASSERT_TRUE(version) << text;
    EXPECT_EQ(version->minor, 24) << text;
    EXPECT_EQ(version->text, text);
  }
}

TEST(GoVersion, IgnoresEverythingAfterTheFirstWord) {
  EXPECT_EQ(parse_go_version("go1.24.4 X:nodwarf5")->text, "go1.24.4");
  EXPECT_EQ(parse_go_version("go1.22.3 (Red Hat 1.22.3-1.el9)")->text, "go1.22.3");
  EXPECT_EQ(parse_go_version("go1.24.4\ntime 2025-05-29T19:00:00Z")->text, "go1.24.4");
}

TEST(GoVersion, ReadsTheVersionOfADevelopmentTree) {
  const auto version = parse_go_version("devel go1.27-0123abcd Mon Jun 1 12:00:00 2026 +0000");
  ASSERT_TRUE(version);
  EXPECT_EQ(version->text, "go1.27-0123abcd");
  EXPECT_EQ(version->minor, 27);
}

TEST(GoVersion, RejectsAnythingButARelease) {
  for (const char* text :
       {"", "go", "go1", "go1.", "go.24", "1.24.4", "gopher", "go1.24banana", "go-1.24", "go1.-4", "devel +0123abcd",
        "devel ", "go1.99999", "go1.24.\x1b[2J", "go1.24-\u202e", "go99999999999999999999.1", "Go1.24"})
    EXPECT_FALSE(parse_go_version(text)) << text;
}

TEST(GoVersion, ComparesMinorVersions) {
  const auto version = parse_go_version("go1.24.4");
  EXPECT_TRUE(version->at_least(23));
  EXPECT_TRUE(version->at_least(24));
  EXPECT_FALSE(version->at_least(25));
  EXPECT_TRUE(parse_go_version("go2.0")->at_least(99));
}

TEST(GoVersion, IsEqualOnlyToItself) {
  EXPECT_EQ(*parse_go_version("go1.24.4"), *parse_go_version("go1.24.4 X:nodwarf5"));
  EXPECT_FALSE(*parse_go_version("go1.24.4") == *parse_go_version("go1.24.5"));
}

}  // namespace
}  // namespace wasmpair

#include "dev/compiler_messages.h"

#include <gtest/gtest.h>

namespace wasmpair {
namespace {

TEST(CompilerMessages, HaveAPlaceAndAText) {
  const auto problems = compiler_messages(
      "# example.com/app\n"
      "./main.go:14:2: undefined: answer\n"
      "library/word.go:3: no column\n"
      "../other/other.go:1:1: expected 'package', found 'EOF'\n");
  ASSERT_EQ(problems.size(), 3U);
  EXPECT_EQ(problems[0].place, "main.go:14:2");
  EXPECT_EQ(problems[0].text, "undefined: answer");
  EXPECT_EQ(problems[1].place, "library/word.go:3");
  EXPECT_EQ(problems[1].text, "no column");
  EXPECT_EQ(problems[2].place, "../other/other.go:1:1");
}

TEST(CompilerMessages, HaveThePathsOfWindows) {
  const auto problems = compiler_messages(
      ".\\main.go:14:2: undefined: answer\r\n"
      "..\\other\\other.go:1:1: expected 'package'\r\n"
      "C:\\src\\app\\main.go:3:8: no required module\r\n");
  ASSERT_EQ(problems.size(), 3U);
  EXPECT_EQ(problems[0].place, "main.go:14:2");
  EXPECT_EQ(problems[1].place, "..\\other\\other.go:1:1");
  EXPECT_EQ(problems[2].place, "C:\\src\\app\\main.go:3:8");
  EXPECT_EQ(problems[2].text, "no required module");
}

TEST(CompilerMessages, TakeTheLinesThatContinueThem) {
  const auto problems = compiler_messages("./main.go:9:5: not enough arguments\r\n\thave ()\r\n\twant (int)\r\n");
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems[0].text, "not enough arguments\n\thave ()\n\twant (int)");
}

TEST(CompilerMessages, MayHaveNoPlace) {
  const auto problems = compiler_messages(
      "go: errors parsing go.mod:\n"
      "go.mod:1: unknown directive: modul\n"
      "\n"
      "\tindented without a message before it\n"
      "main.go: no line\n"
      "main.go:1:2 no colon after it\n"
      ":1: no file\n");
  ASSERT_EQ(problems.size(), 5U);
  EXPECT_EQ(problems[0].place, "");
  EXPECT_EQ(problems[0].text, "go: errors parsing go.mod:");
  EXPECT_EQ(problems[1].place, "go.mod:1");
  EXPECT_EQ(problems[1].text, "unknown directive: modul\n\tindented without a message before it");
  for (std::size_t i = 2; i < 5; ++i) EXPECT_EQ(problems[i].place, "") << problems[i].text;
  EXPECT_EQ(problems[4].text, ":1: no file");
}

TEST(CompilerMessages, OfNothingAreNone) {
  EXPECT_TRUE(compiler_messages("").empty());
  EXPECT_TRUE(compiler_messages("\n\n# example.com/app\n").empty());
}

TEST(CompilerMessages, StartWithALineEvenIfItIsIndented) {
  const auto problems = compiler_messages("\talone\n");
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems[0].text, "\talone");
}

TEST(CompilerMessages, AreBounded) {
  const std::string line(1U << 20U, 'x');
  const auto one = compiler_messages("main.go:1:1: " + line + "\n\t" + line + "\n\t" + line);
  ASSERT_EQ(one.size(), 1U);
  EXPECT_LE(one[0].text.size(), 4100U);
  const auto place = compiler_messages(line + ":1:1: text");
  ASSERT_EQ(place.size(), 1U);
  EXPECT_LE(place[0].place.size(), 4100U);

  std::string many;
  for (int i = 0; i < 10'000; ++i) many += "main.go:" + std::to_string(i) + ":1: text\n";
  EXPECT_EQ(compiler_messages(many).size(), max_problems);
}

/// Whoever shows them makes them printable.
TEST(CompilerMessages, KeepBytesOfEveryKind) {
  std::string bytes = "main.go:1:1: ";
  for (int c = 0; c < 256; ++c)
    if (c != '\n' && c != '\r') bytes += static_cast<char>(c);
  const auto problems = compiler_messages(bytes);
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems[0].text, bytes.substr(13));
}

}  // namespace
}  // namespace wasmpair

#include "report/findings.h"

#include <gtest/gtest.h>

#include <sstream>

namespace wasmpair {
namespace {

TEST(Wrap, KeepsLinesWithin80Columns) {
  const std::string text = wrap(
                               "a sentence that is long enough that it has to be broken at a space "
                               "somewhere, so that the result has two lines",
                               4)
                               .str();
  std::istringstream lines(text);
  std::string line;
  std::size_t count = 0;
  for (; std::getline(lines, line); ++count) {
    EXPECT_LE(line.size(), 80u);
    EXPECT_TRUE(line.starts_with("    ")) << line;
    EXPECT_NE(line.back(), ' ');
  }
  EXPECT_EQ(count, 2u);
}

TEST(Wrap, DoesNotBreakLongWords) {
  const std::string path(100, 'x');
  EXPECT_EQ(wrap(report_lines(path), 2).str(), "  " + path + "\n");
  EXPECT_EQ(wrap(report_lines("a " + path + " b"), 2).str(), "  a\n  " + path + "\n  b\n");
}

TEST(Wrap, PreservesLineBreaks) { EXPECT_EQ(wrap("a\nb", 2).str(), "  a\n  b\n"); }

}  // namespace
}  // namespace wasmpair

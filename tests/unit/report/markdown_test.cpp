#include "report/markdown.h"

#include <gtest/gtest.h>

namespace wasmpair {
namespace {

TEST(Markdown, EscapesMarkup) {
  EXPECT_EQ(markdown_text("go1.24.4, 3 files"), "go1.24.4, 3 files");
  EXPECT_EQ(markdown_text("go1.24 |x"), "go1.24 \\|x");
  EXPECT_EQ(markdown_text("`a` *b* _c_ ~d~ $e$ #f"), "\\`a\\` \\*b\\* \\_c\\_ \\~d\\~ \\$e\\$ \\#f");
  EXPECT_EQ(markdown_text("<img src=x> &amp; [a](b)"), "\\<img src=x\\> \\&amp; \\[a\\](b)");
  EXPECT_EQ(markdown_text("a\\|b"), "a\\\\\\|b") << "existing escapes stay literal";
}

TEST(Markdown, IsOneLineOfUtf8) {
  EXPECT_EQ(markdown_text("two\nlines"), "two lines");
  EXPECT_EQ(markdown_text("a\rb\xff"), "a\\\\x0db\\\\xff");
}

}  // namespace
}  // namespace wasmpair

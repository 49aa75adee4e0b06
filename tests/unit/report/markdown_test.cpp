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

TEST(Markdown, EscapesWhatBeginsABlock) {
  for (const char* text : {"- a", "+ a", "-", "---", "===", ":-:"})
    EXPECT_EQ(markdown_text(text), "\\" + std::string(text));
  EXPECT_EQ(markdown_text("1. a"), "1\\. a");
  EXPECT_EQ(markdown_text("12) a"), "12\\) a");
  for (const char* text : {"a - b", "-1", "+1,024", "a 1. b", "1.5 MB", "12", "", "67.6 %"})
    EXPECT_EQ(markdown_text(text), text);
}

TEST(Markdown, EscapesWhatBecomesALink) {
  EXPECT_EQ(markdown_text("https://a.example: b"), "https\\://a.example: b");
  EXPECT_EQ(markdown_text("WWW.a.example"), "WWW\\.a.example");
  EXPECT_EQ(markdown_text("a@b.example"), "a\\@b.example");
}

TEST(Markdown, IsOneLineOfUtf8) {
  EXPECT_EQ(markdown_text("two\nlines"), "two lines");
  EXPECT_EQ(markdown_text("a\rb\xff"), "a\\\\x0db\\\\xff");
}

}  // namespace
}  // namespace wasmpair

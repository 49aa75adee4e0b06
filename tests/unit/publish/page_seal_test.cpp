#include "publish/page_seal.h"

#include <gtest/gtest.h>

#include <regex>
#include <string>

#include "util/text_bytes.h"
#include "wasmpair/digest.h"

namespace wasmpair {
namespace {

TEST(PageSeal, IsIntactOnAnUneditedPage) {
  EXPECT_TRUE(has_intact_seal(seal_page("<!doctype html>\n<p>page</p>\n")));
  EXPECT_TRUE(has_intact_seal(seal_page("no line end")));
}

TEST(PageSeal, IsACommentInAScript) {
  const std::string script = seal_page("start();\n", PageLanguage::Script);
  EXPECT_TRUE(has_intact_seal(script));
  EXPECT_EQ(script.substr(0, 12), "start();\n// ");
  EXPECT_FALSE(has_intact_seal("more();\n" + script));
}

TEST(PageSeal, BreaksWithAnyEdit) {
  const std::string page = seal_page("<!doctype html>\n<p>page</p>\n");
  const std::size_t last_line = page.rfind("<!--");
  const std::size_t seal = page.find("wasmpair seal", last_line);
  const std::size_t seal_end = page.find(" (", seal);
  for (std::size_t i = 0; i < seal_end; ++i) {
    if (i >= last_line && i < seal) continue;  // the start of the comment
    std::string edited = page;
    edited[i] = edited[i] == 'x' ? 'y' : 'x';
    EXPECT_FALSE(has_intact_seal(edited)) << i;
  }
  EXPECT_FALSE(has_intact_seal(page + "<p>more</p>\n"));
  EXPECT_FALSE(has_intact_seal("\n" + page));
}

TEST(PageSeal, DoesNotDependOnTheEndsOfLines) {
  const auto with_carriage_returns = [](const std::string& page) {
    return std::regex_replace(page, std::regex("\n"), "\r\n");
  };
  const std::string page = seal_page("<!doctype html>\n<p>page</p>\n");
  EXPECT_TRUE(has_intact_seal(with_carriage_returns(page)));
  EXPECT_TRUE(has_intact_seal(seal_page("<!doctype html>\r\n<p>page</p>\r\n")));
  EXPECT_FALSE(has_intact_seal(with_carriage_returns("<p>more</p>\n" + page)));
  EXPECT_FALSE(has_intact_seal("<!doctype html>\r" + page.substr(page.find('\n') + 1)));
}

TEST(PageSeal, IsAbsentFromForeignPages) {
  EXPECT_FALSE(has_intact_seal(""));
  EXPECT_FALSE(has_intact_seal("\n"));
  EXPECT_FALSE(has_intact_seal("<!doctype html>\n<meta name=\"generator\" content=\"wasmpair 0.1.0\">\n"));
}

TEST(PageSeal, IsFoundInAnyCommentSyntax) {
  const std::string above = "{% load static %}\n";
  EXPECT_TRUE(has_intact_seal(above + "{# wasmpair seal sha256 " + sha256(bytes_of(above)).hex() + " #}\n"));
}

}  // namespace
}  // namespace wasmpair

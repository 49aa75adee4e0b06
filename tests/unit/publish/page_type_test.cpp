#include "publish/page_type.h"

#include <gtest/gtest.h>

namespace wasmpair {
namespace {

TEST(PageType, FollowsTheExtension) {
  EXPECT_EQ(page_type("index.html")->media_type, "text/html; charset=utf-8");
  EXPECT_EQ(page_type("OLD.HTM")->language, PageLanguage::Html);
  EXPECT_EQ(page_type("start.js")->media_type, "text/javascript");
  EXPECT_EQ(page_type("start.min.mjs")->language, PageLanguage::Script);
  for (const char* other : {"", "html", ".html", "a.json", "a.html.j2", "a.css"})
    EXPECT_FALSE(page_type(other)) << other;
}

}  // namespace
}  // namespace wasmpair

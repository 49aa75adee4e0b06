#include "go_package/identifiers.h"

#include <gtest/gtest.h>

namespace wasmpair {
namespace {

TEST(PackageName, HasLowerCaseLettersDigitsAndUnderscores) {
  for (const char* name : {"a", "textguest", "guest2", "a_b"}) EXPECT_TRUE(is_package_name(name)) << name;
  for (const char* name : {"", "2guest", "_a", "Text", "text-guest", "main", "func", "a b", "ä", "a\nb"})
    EXPECT_FALSE(is_package_name(name)) << name;
}

TEST(PackageName, ComesFromADirectory) {
  EXPECT_EQ(package_name_from("text-guest"), "textguest");
  EXPECT_EQ(package_name_from("Text_Guest.2"), "textguest2");
  EXPECT_EQ(package_name_from("."), "");
}

TEST(MethodName, IsExportedAndNotTheHostsOwn) {
  for (const char* name : {"Handle", "H", "RenderPage2"}) EXPECT_TRUE(is_method_name(name)) << name;
  for (const char* name : {"", "handle", "_Handle", "Handle-", "Close", "Drain", "Invoke", "Release", "Swap", "Watch"})
    EXPECT_FALSE(is_method_name(name)) << name;
}

TEST(MethodName, ComesFromAnExport) {
  EXPECT_EQ(method_name_from("handle"), "Handle");
  EXPECT_EQ(method_name_from("render_page-now"), "RenderPageNow");
  EXPECT_EQ(method_name_from("2"), "2");
  EXPECT_EQ(method_name_from("--"), "");
}

TEST(GoString, EscapesWhatIsNotPrintableAscii) {
  EXPECT_EQ(go_string("handle"), R"("handle")");
  EXPECT_EQ(go_string("a\"b\\c\n"), R"("a\"b\\c\x0a")");
  EXPECT_EQ(go_string("\xc3\xa4`"), R"("\xc3\xa4`")");
}

}  // namespace
}  // namespace wasmpair

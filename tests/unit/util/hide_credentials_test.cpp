#include "util/hide_credentials.h"

#include <gtest/gtest.h>

namespace wasmpair {
namespace {

TEST(HideCredentials, LeavesTextWithoutThem) {
  for (const char* text : {"", "/", "//", "https://example.org/a@b", "GET http://h/?to=a@b", "mail a@b", "//host\na@b",
                           "node_modules//@scope/app.wasm"})
    EXPECT_EQ(hide_credentials(text), text);
}

TEST(HideCredentials, RemovesThemWhereverAUrlIs) {
  EXPECT_EQ(hide_credentials("https://u:p@h/x"), "https://h/x");
  EXPECT_EQ(hide_credentials("GET http://u:p@h:1/x\nlocation: //u:p@h/"), "GET http://h:1/x\nlocation: //h/");
  EXPECT_EQ(hide_credentials("http://u:p@q@h"), "http://h");
  EXPECT_EQ(hide_credentials("http:/u:p@h/"), "http:/h/");
  EXPECT_EQ(hide_credentials("http:///u:p@h/"), "http:///h/");
  EXPECT_EQ(hide_credentials("http:\\\\u:p@h\\a"), "http:\\\\h\\a");
  EXPECT_EQ(hide_credentials("/login?to=https://u:p@h/"), "/login?to=https://h/");
  EXPECT_EQ(hide_credentials("http://token@"), "http://");
}

TEST(HideCredentials, HidesAllThatMayBeOneInAnInvalidUrl) {
  EXPECT_EQ(hide_credentials_of_invalid_url("nonsense url"), "nonsense url");
  EXPECT_EQ(hide_credentials_of_invalid_url("ftp://u:p@h/"), "ftp://***@h/");
  EXPECT_EQ(hide_credentials_of_invalid_url("http://u:p#/?q r@h/"), "http://***@h/");
  EXPECT_EQ(hide_credentials_of_invalid_url("u:p://q@h/"), "***@h/");
}

}  // namespace
}  // namespace wasmpair

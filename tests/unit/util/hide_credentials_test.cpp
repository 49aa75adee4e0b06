#include "util/hide_credentials.h"

#include <gtest/gtest.h>

namespace wasmpair {
namespace {

TEST(HideCredentials, LeavesTextWithoutThem) {
  for (const char* text : {"", "/", "//", "https://example.org/a@b", "GET http://h/?to=a@b", "mail a@b", "//host\na@b",
                           "node_modules//@scope/app.wasm", "a//me@host/x", "cannot open /srv//me@work//you@work/x: no",
                           "'a//me@host'", "https://h/?to=https%3A%2F%2Fh%2Fa%40b", "100%", "%2", "%zz//",
                           "a%2F%2Fb%40c", "http://h/?u=http%3A%2F%2Fh/a@b"})
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
  EXPECT_EQ(hide_credentials("https://proxy//u:p@h/"), "https://proxy//h/");
  EXPECT_EQ(hide_credentials("a//b 'http://u:p@h//q@i'"), "a//b 'http://h//i'");
  EXPECT_EQ(hide_credentials("http://u%2Fv:p%40q@h/"), "http://h/");
}

TEST(HideCredentials, RemovesThemFromUrlsInUrls) {
  EXPECT_EQ(hide_credentials("https://proxy/?u=https%3A%2F%2Fuser%3Apw%40host"), "https://proxy/?u=https%3A%2F%2Fhost");
  EXPECT_EQ(hide_credentials("/?u=https%3a%2f%2fuser%3Apw%40host%2fa%40b"), "/?u=https%3a%2f%2fhost%2fa%40b");
  EXPECT_EQ(hide_credentials("/?u=https%253A%252F%252Fuser%253Apw%2540host%252F"), "/?u=https%253A%252F%252Fhost%252F");
  EXPECT_EQ(hide_credentials("/?u=https%25253A%25252F%25252Fu%25253Ap%252540h"), "/?u=https%25253A%25252F%25252Fh");
  EXPECT_EQ(hide_credentials("/?u=%2F%2Fu:p@h"), "/?u=%2F%2Fh");
  EXPECT_EQ(hide_credentials("/?u=https%3A%2F%2Fu%3Ap%2540q%2Fr%40h"), "/?u=https%3A%2F%2Fu%3Ap%2540q%2Fr%40h")
      << "the password ends where the inner URL's authority does";
  EXPECT_EQ(hide_credentials("/?u=https%3A%2F%2Fu%3Ap%2540q%252Fr%40h"), "/?u=https%3A%2F%2Fh");
}

TEST(HideCredentials, HidesAllThatMayBeOneInAnInvalidUrl) {
  EXPECT_EQ(hide_credentials_of_invalid_url("nonsense url"), "nonsense url");
  EXPECT_EQ(hide_credentials_of_invalid_url("ftp://u:p@h/"), "ftp://***@h/");
  EXPECT_EQ(hide_credentials_of_invalid_url("http://u:p#/?q r@h/"), "http://***@h/");
  EXPECT_EQ(hide_credentials_of_invalid_url("u:p://q@h/"), "***@h/");
}

}  // namespace
}  // namespace wasmpair

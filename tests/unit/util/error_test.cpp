#include "wasmpair/error.h"

#include <gtest/gtest.h>

namespace wasmpair {
namespace {

TEST(ErrorMessage, HasPlaceProblemAndAdvice) {
  EXPECT_STREQ(Error("app.wasm:0x1f", "is cut off", "Build it again.\nOr not.").what(),
               "app.wasm:0x1f: is cut off\n  Build it again.\n  Or not.");
  EXPECT_STREQ(Error("", "is cut off", "").what(), "is cut off");
}

TEST(ErrorMessage, NamesCannotStartANewLine) {
  EXPECT_STREQ(Error("a\n::add-mask::b", "cannot be '\x1b[m'", "").what(), "a\\x0a::add-mask::b: cannot be '\\x1b[m'");
}

TEST(ErrorMessage, AdviceCannotSteerATerminal) {
  EXPECT_STREQ(Error("", "is wrong", "Do you mean '\x1b[m'?\n::b").what(), "is wrong\n  Do you mean '\\x1b[m'?\n  ::b");
}

}  // namespace
}  // namespace wasmpair

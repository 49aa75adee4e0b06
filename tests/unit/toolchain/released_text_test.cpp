#include "toolchain/released_text.h"

#include <gtest/gtest.h>

#include <string>

#include "util/text_bytes.h"

namespace wasmpair {
namespace {

std::string released(std::string_view text) {
  const Bytes bytes = released_text(bytes_of(text));
  return std::string(text_of(bytes));
}

TEST(ReleasedText, UndoesWhatEditorsChange) {
  for (const char* text : {"a\nb\n", "a\r\nb\r\n", "a\rb\r", "a\nb", "a\nb\n\n", "a\r\nb",
                           "\xef\xbb\xbf"
                           "a\nb\n"})
    EXPECT_EQ(released(text), "a\nb\n");
}

TEST(ReleasedText, ChangesNothingElse) {
  EXPECT_EQ(released("\n a\t\n\nb \n"), "\n a\t\n\nb \n");
  EXPECT_EQ(released("a\xef\xbb\xbf\n"), "a\xef\xbb\xbf\n");
  EXPECT_EQ(released(""), "\n");
}

}  // namespace
}  // namespace wasmpair

#include "util/ascii.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace wasmpair {
namespace {

TEST(Ascii, ClassesContainNoOtherBytes) {
  std::string letters;
  std::string hex_digits;
  std::string words;
  for (int byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(byte);
    if (is_letter(c)) letters += c;
    if (is_hex_digit(c)) hex_digits += c;
    if (is_word_character(c)) words += c;
    EXPECT_EQ(is_control(c), byte < 0x20 || byte == 0x7f) << byte;
    EXPECT_EQ(is_printable_ascii(c), byte >= 0x20 && byte < 0x7f) << byte;
  }
  EXPECT_EQ(letters, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
  EXPECT_EQ(hex_digits, "0123456789ABCDEFabcdef");
  EXPECT_EQ(words, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");
}

TEST(Ascii, RecognizesIdentifiers) {
  for (const char* const text : {"app", "_", "App_2"}) EXPECT_TRUE(is_identifier(text)) << text;
  for (const char* const text : {"", "2app", "my-app", "na\u00efve", "a b"}) EXPECT_FALSE(is_identifier(text)) << text;
}

TEST(Ascii, LowersLetters) { EXPECT_EQ(lower_case("Content-TYPE \u00c4"), "content-type \u00c4"); }

TEST(Ascii, TrimsSpacesAndTabs) {
  const std::map<std::string_view, std::string_view> trimmed{{" \tgzip \t", "gzip"}, {" \n ", "\n"}, {"\t", ""}};
  for (const auto& [text, rest] : trimmed) EXPECT_EQ(trim(text), rest);
}

}  // namespace
}  // namespace wasmpair

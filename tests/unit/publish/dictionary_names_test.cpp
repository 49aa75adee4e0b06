#include "publish/dictionary_names.h"

#include <gtest/gtest.h>

namespace wasmpair {
namespace {

/// Of a digest whose base64 is the text.
Sha256 digest_of(std::string_view base64) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  Sha256 digest;
  unsigned bits = 0;
  unsigned value = 0;
  std::size_t next = 0;
  for (const char c : base64) {
    value = value << 6U | static_cast<unsigned>(digits.find(c));
    bits += 6;
    if (bits < 8 || next == digest.bytes.size()) continue;
    bits -= 8;
    digest.bytes[next++] = static_cast<std::uint8_t>(value >> bits);
  }
  return digest;
}

TEST(DictionaryKey, IsTheDigestInBase64WithoutWhatNamesCannotHave) {
  const Sha256 digest = digest_of("nn1vu5eB5/CIowk9X9tN3zA4MOOrXwP+h7Kq+bil/OU");
  EXPECT_EQ(digest.base64(), "nn1vu5eB5/CIowk9X9tN3zA4MOOrXwP+h7Kq+bil/OU=");
  EXPECT_EQ(dictionary_key(digest), "nn1vu5eB5CIowk9X9tN3zA4MOOrXwPh7KqbilOU");
  EXPECT_EQ(delta_path("app.0.wasm", digest, ".dcz"), "app.0.wasm.nn1vu5eB5CIowk9X9tN3zA4MOOrXwPh7KqbilOU.dcz");
}

TEST(DictionaryKey, IsServableWithUpToEightCharactersLeftOut) {
  EXPECT_TRUE(is_servable(digest_of("////++++aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaA")));
  EXPECT_FALSE(is_servable(digest_of("////+++++aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaA")));
}

TEST(DictionaryMatch, CoversTheBundlesModulesWithoutAQuery) {
  EXPECT_EQ(dictionary_match("app"), "app.*.wasm?");
  EXPECT_EQ(dictionary_match("größe"), "gr%C3%B6%C3%9Fe.*.wasm?");
}

}  // namespace
}  // namespace wasmpair

#include "verify/use_as_dictionary.h"

#include <gtest/gtest.h>

namespace wasmpair {
namespace {

using Destinations = std::vector<std::string>;

TEST(UseAsDictionary, ReadsTheMembersThatMatter) {
  const auto plain = parse_use_as_dictionary(R"(match="app.*.wasm?")");
  ASSERT_TRUE(plain);
  EXPECT_EQ(plain->match, "app.*.wasm?");
  EXPECT_EQ(plain->type, "raw");
  EXPECT_FALSE(plain->destinations);
  const auto full =
      parse_use_as_dictionary(R"(id="a,b", match="a\\:\"";x=1, match-dest=("" "script");q, type=raw;a, ttl=5, old=?1)");
  ASSERT_TRUE(full);
  EXPECT_EQ(full->match, R"(a\:")");
  EXPECT_EQ(full->destinations, (Destinations{"", "script"}));
  EXPECT_EQ(full->type, "raw");
  EXPECT_EQ(parse_use_as_dictionary(R"(match="a", match-dest=( ))")->destinations, Destinations());
  EXPECT_EQ(parse_use_as_dictionary(R"(match="a", type=other)")->type, "other");
  EXPECT_EQ(parse_use_as_dictionary(R"(match="a", match="b")")->match, "b") << "the last one counts";
}

TEST(UseAsDictionary, IsNothingForWhatBrowsersIgnore) {
  for (const char* value :
       {"", "app.*.wasm?", "match", "match=", "match=app", "match='a'", R"(match="a)", R"(match="a\)", R"(match="a\b")",
        R"(match="a"b)", "match=\"a\tb\"", R"(matches="a")", R"(id="a")", R"(match="a", match-dest="")",
        R"(match="a", match-dest=("")", R"(match="a", match-dest=(""a))", R"(match="a", match-dest=(a))",
        R"(match="a", match-dest=(""""))", R"(match="a", match-dest=())x)"})
    EXPECT_FALSE(parse_use_as_dictionary(value)) << value;
}

}  // namespace
}  // namespace wasmpair

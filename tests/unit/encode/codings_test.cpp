#include "encode/codings.h"

#include <gtest/gtest.h>

#include "encode/encoders.h"
#include "encode/recipes.h"

namespace wasmpair {
namespace {

TEST(Codings, AreListedInOrderOfPreference) {
  std::string tokens;
  for (const CodingInfo& row : codings()) tokens += std::string(row.token) + std::string(row.extension) + " ";
  EXPECT_EQ(tokens, "br.br gzip.gz zstd.zst ");
}

TEST(Codings, AreFoundByTheirTokens) {
  for (const CodingInfo& row : codings()) {
    EXPECT_EQ(parse_coding(row.token), row.coding);
    EXPECT_EQ(info(row.coding).token, row.token);
  }
  EXPECT_EQ(parse_coding("brotli"), std::nullopt);
  EXPECT_EQ(parse_coding("BR"), std::nullopt);
  EXPECT_EQ(parse_coding(""), std::nullopt);
}

TEST(Codings, HaveARecipeAtEveryLevel) {
  for (const Level level : {Level::Fast, Level::Release, Level::Smallest})
    for (const CodingInfo& row : codings()) {
      EXPECT_EQ(recipe(level, row.coding).level, level);
      EXPECT_EQ(recipe(level, row.coding).coding, row.coding);
    }
}

TEST(Codings, NameTheLibraryThatEncodesThem) {
  EXPECT_TRUE(encoder_version(Coding::Brotli).starts_with("libbrotlienc 1."));
  EXPECT_TRUE(encoder_version(Coding::Gzip).starts_with("libdeflate 1."));
  EXPECT_TRUE(encoder_version(Coding::Zstandard).starts_with("libzstd 1."));
}

TEST(Recipes, DescribeEverythingThatAffectsTheOutput) {
  EXPECT_EQ(describe(recipe(Level::Release, Coding::Brotli)),
            "quality=11 window_bits=24 postfix_bits=2 direct_codes=0 chunks=2 divided_from=1048576");
  EXPECT_EQ(describe(recipe(Level::Smallest, Coding::Gzip)), "level=12 chunks=1 divided_from=1048576");
  EXPECT_EQ(describe(recipe(Level::Release, Coding::Zstandard)),
            "level=19 window_bits=23 chunks=1 divided_from=1048576");
}

}  // namespace
}  // namespace wasmpair

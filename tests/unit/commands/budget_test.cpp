#include "commands/budget.h"

#include <gtest/gtest.h>

namespace wasmpair {
namespace {

const Bytes content(1000);

Asset module_with_brotli_of(std::size_t size) {
  Asset asset;
  asset.path = "app.0123456789abcdef.wasm";
  asset.content = content;
  asset.encodings.push_back({Coding::Brotli, Bytes(size), {}, EncodingOrigin::Encoder});
  return asset;
}

TEST(Budget, HoldsUpToItsLimit) {
  EXPECT_TRUE(over_budget(module_with_brotli_of(300), {{Coding::Brotli, 300}, {std::nullopt, 1000}}).empty());
}

TEST(Budget, ExceededNamesBothFigures) {
  const Findings findings = over_budget(module_with_brotli_of(2301), {{Coding::Brotli, 2000}});
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].id, "over-budget");
  EXPECT_EQ(findings[0].consequence, Consequence::OverBudget);
  EXPECT_EQ(findings[0].message, "app.0123456789abcdef.wasm is 2,301 bytes in br, 301 more than its budget of 2,000");
}

TEST(Budget, EncodingThatWasSkippedCountsAsDecoded) {
  EXPECT_EQ(over_budget(module_with_brotli_of(300), {{Coding::Gzip, 999}}).size(), 1u);
  EXPECT_TRUE(over_budget(module_with_brotli_of(300), {{Coding::Gzip, 1000}}).empty());
}

}  // namespace
}  // namespace wasmpair

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

/// The findings for a module of the bundle "app".
Findings found(const Asset& module, const std::vector<Budget>& budgets) {
  return over_budget(module.path, measure_budgets(module, "app", budgets));
}

TEST(Budget, AllowsSizesUpToItsLimit) {
  EXPECT_TRUE(found(module_with_brotli_of(300), {{Coding::Brotli, 300, "", ""}, {std::nullopt, 1000, "", ""}}).empty());
}

TEST(Budget, ReportsBothFiguresIfExceeded) {
  const Findings findings = found(module_with_brotli_of(2301), {{Coding::Brotli, 2000, "", ""}});
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].id, "over-budget");
  EXPECT_EQ(findings[0].consequence, Consequence::OverBudget);
  EXPECT_EQ(findings[0].message, "app.0123456789abcdef.wasm is 2,301 bytes in br, 301 more than its budget of 2,000");
  EXPECT_EQ(findings[0].advice, "Make the program smaller, or raise the budget: --budget br=2301.");
}

TEST(Budget, FromAFileIsToBeRaisedInTheFile) {
  const Findings findings = found(module_with_brotli_of(11), {{Coding::Brotli, 10, "", "budgets.json:/*/br"}});
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].advice, "Make the program smaller, or raise the budget: budgets.json:/*/br.");
}

TEST(Budget, AppliesToItsBundleOnly) {
  const Asset module = module_with_brotli_of(300);
  EXPECT_TRUE(found(module, {{Coding::Brotli, 1, "tool", ""}}).empty());
  EXPECT_EQ(found(module, {{Coding::Brotli, 1, "app", ""}, {Coding::Brotli, 2, "", ""}}).size(), 2u) << "both hold";
}

TEST(Budget, CountsASkippedEncodingAsDecoded) {
  EXPECT_EQ(found(module_with_brotli_of(300), {{Coding::Gzip, 999, "", ""}}).size(), 1u);
  EXPECT_TRUE(found(module_with_brotli_of(300), {{Coding::Gzip, 1000, "", ""}}).empty());
}

}  // namespace
}  // namespace wasmpair

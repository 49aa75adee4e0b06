#include "commands/measure_budgets.h"

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
Findings found(const Asset& module, const std::vector<Budget>& budgets,
               const std::optional<ManifestDictionary>& earlier = std::nullopt) {
  return over_budget(module.path, measure_budgets(module, "app", budgets, earlier));
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

ManifestDictionary earlier_module(const std::string& sha256) { return {"app.older.wasm", 900, sha256}; }

PublishedDelta delta_of(std::size_t size, const std::string& from) {
  Delta delta{};
  delta.coding = Coding::Zstandard;
  delta.content = Bytes(size);
  return {"delta", std::move(delta), earlier_module(from)};
}

Budget delta_budget(std::uint64_t bytes, const std::string& place = "") {
  return {std::nullopt, bytes, "", place, BudgetSubject::Delta};
}

TEST(DeltaBudget, LimitsTheDeltaToTheNewestOtherModule) {
  Asset module = module_with_brotli_of(300);
  module.deltas = {delta_of(40, "newest"), delta_of(60, "older")};
  EXPECT_TRUE(found(module, {delta_budget(40)}, earlier_module("newest")).empty());
  const Findings findings = found(module, {delta_budget(39)}, earlier_module("newest"));
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].subject, "delta");
  EXPECT_EQ(
      findings[0].message,
      "app.0123456789abcdef.wasm is 40 bytes in dcz for visitors with app.older.wasm, 1 more than its budget of 39");
  EXPECT_EQ(findings[0].advice, "Change less of the program in one release, or raise the budget: --budget delta=40.");
}

TEST(DeltaBudget, LimitsTheSmallestEncodingIfThereIsNoDelta) {
  Asset module = module_with_brotli_of(300);
  module.deltas = {delta_of(60, "older")};
  EXPECT_TRUE(found(module, {delta_budget(300)}, earlier_module("newest")).empty());
  const Findings findings = found(module, {delta_budget(299, "budgets.json:/app/delta")}, earlier_module("newest"));
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(
      findings[0].message,
      "app.0123456789abcdef.wasm is 300 bytes in br for visitors with app.older.wasm, 1 more than its budget of 299");
  EXPECT_TRUE(findings[0].advice.starts_with("No delta from that module was published")) << findings[0].advice;
  EXPECT_TRUE(findings[0].advice.ends_with("budgets.json:/app/delta.")) << findings[0].advice;
}

TEST(DeltaBudget, CountsTheModuleItselfIfNoEncodingIsSmaller) {
  EXPECT_EQ(found(module_with_brotli_of(2000), {delta_budget(999)}, earlier_module("x")).size(), 1U);
  EXPECT_TRUE(found(module_with_brotli_of(2000), {delta_budget(1000)}, earlier_module("x")).empty());
}

TEST(DeltaBudget, IsNotCheckedWithoutAnEarlierModuleWhichIsSaid) {
  const Asset module = module_with_brotli_of(300);
  const std::vector<BudgetUse> uses = measure_budgets(module, "app", {delta_budget(0)}, std::nullopt);
  EXPECT_TRUE(over_budget(module.path, uses).empty());
  const std::optional<Warning> warning = unchecked_budget("app.wasm", uses);
  ASSERT_TRUE(warning);
  EXPECT_EQ(warning->place, "app.wasm");
  EXPECT_FALSE(unchecked_budget("app.wasm", measure_budgets(module, "app", {delta_budget(0)}, earlier_module("x"))));
}

}  // namespace
}  // namespace wasmpair

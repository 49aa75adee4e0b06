#include "cli/budgets_file.h"

#include <gtest/gtest.h>

#include "unit/support/temporary_directory.h"
#include "util/atomic_file.h"
#include "util/text_bytes.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

class BudgetsFile : public testing::Test {
 protected:
  std::vector<Budget> read(std::string_view json) {
    write_file(file_, bytes_of(json), Durability::Unsynced);
    return read_budgets(file_, {"app", "tool"});
  }

  /// The message of the error, starting with the place in the file.
  std::string message(std::string_view json) {
    try {
      read(json);
    } catch (const Error& error) {
      return std::string(error.what()).substr(file_.size());
    }
    return "no error";
  }

 private:
  TemporaryDirectory directory_;
  std::string file_ = directory_.generic_string() + "/budgets.json";
};

TEST_F(BudgetsFile, ListsBudgetsByBundleAndEncoding) {
  const std::vector<Budget> budgets = read(R"({"app": {"br": "800KB", "identity": 4000000}, "*": {"gzip": "1MB"}})");
  ASSERT_EQ(budgets.size(), 3U);
  EXPECT_EQ(budgets[0].bundle, "app");
  EXPECT_EQ(budgets[0].coding, Coding::Brotli);
  EXPECT_EQ(budgets[0].bytes, 800000U);
  EXPECT_TRUE(budgets[0].place.ends_with("/budgets.json:/app/br")) << budgets[0].place;
  EXPECT_EQ(budgets[1].coding, std::nullopt);
  EXPECT_EQ(budgets[1].bytes, 4000000U);
  EXPECT_EQ(budgets[2].bundle, "") << "for every bundle";
  EXPECT_EQ(budgets[2].coding, Coding::Gzip);
}

TEST_F(BudgetsFile, LimitsDeltas) {
  const std::vector<Budget> budgets = read(R"({"tool": {"delta": "80KB"}})");
  ASSERT_EQ(budgets.size(), 1U);
  EXPECT_EQ(budgets[0].subject, BudgetSubject::Delta);
  EXPECT_EQ(budgets[0].bytes, 80'000U);
  EXPECT_EQ(budgets[0].bundle, "tool");
}

TEST_F(BudgetsFile, ReportsThePlaceOfAMistake) {
  struct Case {
    const char* json;
    const char* message;
  };
  for (const auto& [json, start] : {
           Case{"{\n  \"app\" 1}", ":2:9: is not JSON\n"},
           Case{"[]", ":/: is not a list of budgets: it is not an object\n"},
           Case{R"({"app": 800})", ":/app: is not a list of budgets: it is not an object\n"},
           Case{R"({"ap": {"br": 1}})",
                ":/ap: is not a bundle that this run packs\n  Did you mean app? This run packs: app, tool."},
           Case{R"({"": {}})", ":/: is not a bundle that this run packs\n  This run packs: app, tool."},
           Case{R"({"app": {"brr": 1}})",
                ":/app/brr: is not a known encoding\n  Did you mean br? Known encodings: identity, br"},
           Case{R"({"app": {"br": -1}})",
                ":/app/br: is not a list of budgets: it is not a whole number of at least 0\n"},
           Case{R"({"app": {"br": 1.5}})",
                ":/app/br: is not a list of budgets: it is not a whole number of at least 0\n"},
           Case{R"({"app": {"br": null}})",
                ":/app/br: is not a list of budgets: it is neither a number of bytes nor text such as \"800KB\"\n"},
           Case{R"({"app": {"br": "-1"}})", ":/app/br: '-1' is not a size\n"},
           Case{R"({"app": {"br": "800kb"}})", ":/app/br: '800kb' is not a size\n"},
           Case{R"({"app": {"br": 1}, "tool": {"br": 1}, "app": {"br": 2}})",
                ": has the key \"app\" twice in one object\n"},
           Case{R"({"app": {"br": 18446744073709551616}})",
                ":/app/br: is not a list of budgets: it is too large a number\n"},
       })
    EXPECT_TRUE(message(json).starts_with(start)) << json << "\n" << message(json);
}

}  // namespace
}  // namespace wasmpair

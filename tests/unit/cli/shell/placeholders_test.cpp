#include "cli/shell/placeholders.h"

#include <gtest/gtest.h>

#include <set>

#include "cli/shell/option_rows.h"

namespace wasmpair {
namespace {

TEST(Placeholders, EveryOneThatHelpShowsHasARow) {
  const std::set<std::string> names = placeholders_in_use();
  EXPECT_GT(names.size(), 10u);
  for (const std::string& name : names) EXPECT_TRUE(find_placeholder(name)) << name << ": src/cli/placeholders.cpp";
}

TEST(Placeholders, AnEndingNamesAFile) {
  const auto module = find_placeholder("MODULE.wasm");
  ASSERT_TRUE(module);
  EXPECT_EQ(module->kind, PlaceholderKind::File);
  EXPECT_EQ(module->ending, ".wasm");
}

TEST(Placeholders, WordsAreThoseOfTheTables) {
  const auto level = find_placeholder("LEVEL");
  ASSERT_TRUE(level);
  ASSERT_EQ(level->words.size(), 3u);
  EXPECT_EQ(level->words[0].word, "fast");
}

TEST(Placeholders, FunctionNamesAreIdentifiers) { EXPECT_EQ(function_name_of("ENC=SIZE"), "enc_size"); }

TEST(Placeholders, OneWithoutARowIsNone) { EXPECT_FALSE(find_placeholder("COLOUR")); }

}  // namespace
}  // namespace wasmpair

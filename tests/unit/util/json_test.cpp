#include "util/json.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "wasmpair/error.h"

namespace wasmpair {
namespace {

/// The error of reading it, or "".
std::string refusal(std::string_view json) {
  try {
    parse_json(json, "file", "Correct it.");
  } catch (const Error& error) {
    return error.place() + " " + error.problem();
  }
  return "";
}

TEST(Json, ReportsWhereItEnds) {
  EXPECT_EQ(refusal("{\"a\": [1, 2]}"), "");
  EXPECT_EQ(refusal("{\n  \"a\": ]"), "file:2:8 is not JSON");
  EXPECT_EQ(refusal(""), "file:1:1 is not JSON");
  EXPECT_EQ(refusal("{\"a\": 1"), "file:1:8 is not JSON");
  EXPECT_EQ(refusal("\"\xff\""), "file:1:2 is not JSON");
}

TEST(Json, HasEachKeyOnceInAnObject) {
  EXPECT_EQ(refusal(R"({"a": {"b": 1}, "b": [{"a": 1}, {"a": 2}]})"), "");
  EXPECT_EQ(refusal(R"({"a": 1, "b": 2, "a": 1})"), "file has the key \"a\" twice in one object");
  EXPECT_EQ(refusal(R"([{"x": {"a": 1}, "x": 2}])"), "file has the key \"x\" twice in one object");
}

TEST(Json, HasNoNumberBeyondADouble) { EXPECT_EQ(refusal("[1e999]"), "file contains a number that is too large"); }

}  // namespace
}  // namespace wasmpair

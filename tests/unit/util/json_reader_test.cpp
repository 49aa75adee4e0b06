#include "util/json_reader.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "wasmpair/error.h"

namespace wasmpair {
namespace {

constexpr JsonLimits small{.depth = 3, .open_keys = 4, .text = 8};

/// The place and the problem of the error that action causes on json.
template <typename Action>
std::string message(std::string_view json, const Action& action, const JsonLimits& limits = {}) {
  JsonReader reader(json, {"a.json", "", "Write it again."}, limits);
  try {
    action(reader);
    reader.finish();
  } catch (const Error& error) {
    EXPECT_EQ(error.advice(), "Write it again.");
    return error.place() + ": " + error.problem();
  }
  return "";
}

std::string skipping(std::string_view json, const JsonLimits& limits = {}) {
  return message(
      json, [](JsonReader& reader) { reader.skip(); }, limits);
}

std::string text_of_json(std::string_view json) {
  JsonReader reader(json, {"a.json", "", ""});
  std::string text = reader.text();
  reader.finish();
  return text;
}

TEST(JsonReader, TakesEveryValidDocument) {
  for (const char* json : {"{}",          "[]",        " [ ] ",
                           "\"\"",        "0",         "-0",
                           "10",          "0.5",       "-1.25e+10",
                           "1E5",         "1e-5",      "true",
                           "false",       "null",      "{\"a\":1,\"b\":[{},[]]}",
                           "[1 , 2]",     "\t\r\n1\n", "\xef\xbb\xbf{}",
                           "\"\\u0000\"", "\"\x7f\""})
    EXPECT_EQ(skipping(json), "") << json;
}

TEST(JsonReader, RefusesWhatIsNotJson) {
  for (const char* json : {"",
                           " ",
                           "{",
                           "[",
                           "\"",
                           "{]",
                           "[1,]",
                           "[,1]",
                           "[1 2]",
                           "{\"a\"}",
                           "{\"a\":}",
                           "{\"a\":1,}",
                           "{a:1}",
                           "{1:1}",
                           "01",
                           "-",
                           "1.",
                           ".5",
                           "+1",
                           "1e",
                           "1e+",
                           "tru",
                           "nul",
                           "True",
                           "'a'",
                           "\"\\x\"",
                           "\"\\u12\"",
                           "\"\\u12g4\"",
                           "\"\\ud800\"",
                           "\"\\ud800\\u0041\"",
                           "\"\\udc00\"",
                           "\"\n\"",
                           "\"\xff\"",
                           "\"\xc0\x80\"",
                           "\"\xed\xa0\x80\"",
                           "1 1",
                           "{}x",
                           "[1]]",
                           "/**/1",
                           "NaN",
                           "Infinity"})
    EXPECT_TRUE(skipping(json).ends_with(": is not JSON")) << json << skipping(json);
  EXPECT_TRUE(skipping(std::string_view("\0", 1)).ends_with(": is not JSON"));
  EXPECT_TRUE(skipping(std::string_view("1\0", 2)).ends_with(": is not JSON"));
}

TEST(JsonReader, ReportsLineAndColumn) {
  EXPECT_EQ(skipping("{\n  \"version\" 1}"), "a.json:2:13: is not JSON");
  EXPECT_EQ(skipping("{\n"), "a.json:2:1: is not JSON");
  EXPECT_EQ(skipping("x"), "a.json:1:1: is not JSON");
}

TEST(JsonReader, DecodesEscapes) {
  EXPECT_EQ(text_of_json(R"("\"\\\/\b\f\n\r\tA\u0041\u00e9\u20ac\ud83d\ude00")"),
            "\"\\/\b\f\n\r\tAA\u00e9\u20ac\U0001f600");
}

TEST(JsonReader, ReadsWholeNumbersOnly) {
  const auto number = [](JsonReader& reader) { reader.number(); };
  for (const char* json : {"0", "1", "18446744073709551615"}) EXPECT_EQ(message(json, number), "") << json;
  for (const char* json : {"-1", "-0", "1.0", "1e2", "\"1\"", "null", "[]"})
    EXPECT_EQ(message(json, number), "a.json:/: it is not a whole number of at least 0") << json;
  EXPECT_EQ(message("18446744073709551616", number), "a.json:/: it is too large a number");
  EXPECT_EQ(message(std::string(100'000, '9'), number), "a.json:/: it is too large a number");
}

TEST(JsonReader, PlacesAMistakeByPointer) {
  const auto read = [](JsonReader& reader) {
    reader.object([&](std::string_view) { reader.array([&](std::size_t) { reader.text(); }); });
  };
  EXPECT_EQ(message(R"({"a/b~c": ["x", 7]})", read), "a.json:/a~1b~0c/1: it is not a string");
  EXPECT_EQ(message(R"({"a": {}})", read), "a.json:/a: it is not an array");
  EXPECT_EQ(message("[]", read), "a.json:/: it is not an object");
  EXPECT_EQ(message(R"({"a": []})",
                    [&](JsonReader& reader) {
                      read(reader);
                      reader.fail("it lacks something");
                    }),
            "a.json:/: it lacks something")
      << "after its end, the place is that of the object";
}

TEST(JsonReader, PassesKeysAndIndexesInOrder) {
  std::vector<std::string> seen;
  JsonReader reader(R"({"b": [true, {"deep": 1}], "a": 2})", {"a.json", "", ""});
  reader.object([&](std::string_view key) {
    seen.emplace_back(key);
    if (reader.kind() != JsonKind::Array) return reader.skip();
    reader.array([&](std::size_t index) {
      seen.push_back(std::to_string(index));
      reader.skip();
    });
  });
  EXPECT_EQ(seen, (std::vector<std::string>{"b", "0", "1", "a"}));
}

TEST(JsonReader, RefusesDuplicateKeysWhereverTheyAre) {
  EXPECT_EQ(skipping(R"({"a": 1, "a": 2})"), "a.json: has the key \"a\" twice in one object");
  EXPECT_EQ(skipping(R"([{"x": {"a": 1, "\u0061": 2}}])"), "a.json: has the key \"a\" twice in one object");
  EXPECT_EQ(skipping(R"([{"a": 1}, {"a": {"a": 2}}])"), "");
}

TEST(JsonReader, HasLimits) {
  EXPECT_EQ(skipping("[[[]]]", small), "");
  EXPECT_EQ(skipping("[[[[]]]]", small), "a.json:/0/0/0: it is nested more than 3 levels deep");
  EXPECT_EQ(skipping(R"([[[{"a": 1}]]])", small), "a.json:/0/0/0: it is nested more than 3 levels deep");
  EXPECT_EQ(skipping(R"([{"a":1,"b":1,"c":1,"d":1}, {"a":1,"b":1,"c":1,"d":1}])", small), "")
      << "an object that has ended does not count";
  EXPECT_EQ(skipping(R"({"a":1,"b":1,"c":{"a":1,"b":1}})", small), "a.json:/c: it has more than 4 keys");
  EXPECT_EQ(skipping(R"("a text that is skipped")", small), "");
  EXPECT_EQ(skipping(R"({"a key that is long": 1})", small), "a.json:/: a text is longer than 8 bytes");
  EXPECT_EQ(message(R"("123456789")", [](JsonReader& reader) { reader.text(); }, small),
            "a.json:/: a text is longer than 8 bytes");
}

}  // namespace
}  // namespace wasmpair

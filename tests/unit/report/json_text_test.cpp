#include "report/json_text.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace wasmpair {
namespace {

TEST(JsonText, EscapesWhatIsNotPrintable) {
  const nlohmann::ordered_json document{"\x1b[31m\n\x7f\u009b\u202e\u2028\ufeff\U000e0041 naïve"};
  const std::string text = json_text(document);
  EXPECT_EQ(text, "[\n  \"\\u001b[31m\\n\\u007f\\u009b\\u202e\\u2028\\ufeff\\udb40\\udc41 naïve\"\n]\n");
  EXPECT_EQ(nlohmann::ordered_json::parse(text), document) << "a program reads what was put in";
}

TEST(JsonText, IsUtf8) { EXPECT_EQ(json_text("a\xff"), "\"a\ufffd\"\n"); }

}  // namespace
}  // namespace wasmpair

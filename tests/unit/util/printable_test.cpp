#include "util/printable.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <map>
#include <string>

namespace wasmpair {
namespace {

TEST(Printable, KeepsNamesFromSteeringATerminal) {
  const std::map<std::string_view, std::string_view> names{{"gojs", "gojs"},
                                                           {"na\u00efve \u2713", "na\u00efve \u2713"},
                                                           {"\x1b[2J", "\\x1b[2J"},
                                                           {"a\xff-\xc0\xaf", "a\\xff-\\xc0\\xaf"},
                                                           {"\xc2\x9b", "\\xc2\\x9b"}};
  for (const auto& [name, shown] : names) EXPECT_EQ(printable(name), shown);
}

TEST(Printable, ShowsWhatTurnsTextAroundOrHidesInIt) {
  EXPECT_EQ(printable("\x7f"), "\\x7f");
  for (const std::string hidden : {"\u061c", "\u200b", "\u200e", "\u200f", "\u2028", "\u2029", "\u202a", "\u202e",
                                   "\u2066", "\u2069", "\ufeff", "\U000e0041"}) {
    std::string escaped;
    for (const char byte : hidden) escaped += fmt::format("\\x{:02x}", static_cast<unsigned char>(byte));
    EXPECT_EQ(printable("a" + hidden + "b"), "a" + escaped + "b");
  }
  EXPECT_EQ(printable("\u2027\u202f\u2010 \u05d0\u0627"), "\u2027\u202f\u2010 \u05d0\u0627");
}

TEST(Printable, LeavesLineFeedsOfLinesAlone) {
  EXPECT_EQ(printable("a\nb"), "a\\x0ab");
  EXPECT_EQ(printable_lines("a\nb\r\x1b"), "a\nb\\x0d\\x1b");
}

}  // namespace
}  // namespace wasmpair

#include "report/json_text.h"

#include <fmt/format.h>

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string_view>

#include "util/printable.h"
#include "util/utf8.h"

namespace wasmpair {
namespace {

/// "\\u202e"; a pair of surrogates beyond U+FFFF (RFC 8259, section 7).
std::string escape(char32_t code_point) {
  const auto value = static_cast<std::uint32_t>(code_point);
  if (value < 0x10000) return fmt::format("\\u{:04x}", value);
  const std::uint32_t rest = value - 0x10000;
  return fmt::format("\\u{:04x}\\u{:04x}", 0xd800 + (rest >> 10U), 0xdc00 + (rest & 0x3ffU));
}

}  // namespace

std::string json_text(const nlohmann::ordered_json& document) {
  const std::string dumped = document.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  std::string text;
  for (std::string_view left = dumped; !left.empty();) {
    const std::string_view character = left.substr(0, utf8_sequence(left));
    const char32_t point = code_point(character);
    // Line feeds are the layout: those within strings are escaped already.
    if (point == U'\n' || is_printable(point))
      text += character;
    else
      text += escape(point);
    left.remove_prefix(character.size());
  }
  return text + "\n";
}

}  // namespace wasmpair

// Text of a report. What is put into it is escaped on the way, so that no report can forget to: names out of a module,
// a manifest or a server's response cannot steer what shows the report, nor add lines to it.
#pragma once

#include <fmt/format.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>

#include "util/printable.h"

namespace wasmpair {

using Escape = std::string (*)(std::string_view text);

/// Text in which everything but literals has gone through escape.
template <Escape escape>
class EscapedText {
 public:
  EscapedText() = default;

  /// A literal, which is ours.
  template <std::size_t size>
  EscapedText(const char (&literal)[size]) : text_(literal) {}  // NOLINT(google-explicit-constructor)

  /// For the few functions that lay out what was escaped before.
  static EscapedText from_escaped(std::string text) {
    EscapedText escaped;
    escaped.text_.swap(text);
    return escaped;
  }

  EscapedText& operator+=(const EscapedText& more) {
    text_ += more.text_;
    return *this;
  }
  friend EscapedText operator+(EscapedText text, const EscapedText& more) { return text += more; }
  bool operator==(const EscapedText&) const = default;

  bool empty() const { return text_.empty(); }
  const std::string& str() const { return text_; }

  /// What format() makes of a value: escaped text and numbers stay, all other text is escaped.
  template <typename Value>
  static auto shown(const Value& value) {
    if constexpr (std::is_same_v<Value, EscapedText>)
      return std::string_view(value.text_);
    else if constexpr (std::is_arithmetic_v<Value>)
      return value;
    else
      return escape(value);
  }

  template <typename... Values>
  static EscapedText format(fmt::format_string<decltype(shown(std::declval<const Values&>()))...> layout,
                            const Values&... values) {
    return from_escaped(fmt::format(layout, shown(values)...));
  }

 private:
  std::string text_;
};

/// Text for a terminal or a log.
using ReportText = EscapedText<printable>;

/// ReportText from a layout of fmt.
template <typename... Values>
ReportText report_text(fmt::format_string<decltype(ReportText::shown(std::declval<const Values&>()))...> layout,
                       const Values&... values) {
  return ReportText::format(layout, values...);
}

/// Text of several lines that may not be ours: the line feeds stay.
inline ReportText report_lines(std::string_view text) { return ReportText::from_escaped(printable_lines(text)); }

}  // namespace wasmpair

// The two streams that a person or a program reads.
#pragma once

#include <chrono>
#include <cstdio>
#include <string>
#include <string_view>

#include "report/escaped_text.h"
#include "wasmpair/progress.h"

namespace wasmpair {

/// How a piece of text stands out. Colors are for terminals only.
enum class Emphasis { Strong, Good, Bad, Faint };

/// An output stream. Only terminals get colors, and not if NO_COLOR is set or TERM is "dumb".
class Console {
 public:
  explicit Console(std::FILE* stream);

  void print(const ReportText& text) const;
  /// Bytes as they are: for a document that a program reads, such as JSON, a page or a configuration.
  void write(std::string_view document) const;
  /// Writes printed text out at once, not only when the program ends.
  void flush() const;
  /// text between the escape sequences of that emphasis, or plain.
  template <typename Text>
  ReportText emphasize(Emphasis emphasis, const Text& text) const {
    return emphasize(emphasis, report_text("{}", text));
  }
  ReportText emphasize(Emphasis emphasis, const ReportText& text) const;
  bool is_terminal() const { return is_terminal_; }

 private:
  std::FILE* stream_;
  bool is_terminal_;
  bool has_color_;
};

/// A line on a terminal that shows the progress of long work, and is erased at the end. Silent elsewhere.
class ProgressLine : public Progress {
 public:
  explicit ProgressLine(const Console& console);
  ~ProgressLine() override;
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  void update(std::string_view stage, std::uint64_t done, std::uint64_t total) override;

 private:
  const Console& console_;
  std::chrono::steady_clock::time_point last_;
  bool shown_ = false;
};

}  // namespace wasmpair

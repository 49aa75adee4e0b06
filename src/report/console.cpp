#include "report/console.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "util/platform/terminal.h"

namespace wasmpair {
namespace {

/// Shorter work is not reported.
constexpr std::chrono::milliseconds quiet_time{150};
constexpr std::size_t bar_width = 30;

bool may_color() {
  const char* no_color = std::getenv("NO_COLOR");  // https://no-color.org: present and not empty
  return no_color == nullptr || *no_color == '\0';
}

const char* escape_sequence(Emphasis emphasis) {
  switch (emphasis) {
    case Emphasis::Strong:
      return "\x1b[1m";
    case Emphasis::Good:
      return "\x1b[32m";
    case Emphasis::Bad:
      return "\x1b[31m";
    case Emphasis::Faint:
      return "\x1b[2m";
  }
  return "";
}

}  // namespace

Console::Console(std::FILE* stream)
    : stream_(stream),
      is_terminal_(platform::is_terminal(stream)),
      has_color_(is_terminal_ && may_color() && platform::has_colors(stream)) {}

void Console::print(const ReportText& text) const { write(text.str()); }

void Console::write(std::string_view document) const {
  // A failed write shows in ferror(), which main checks before it reports success.
  std::fwrite(document.data(), 1, document.size(), stream_);
}

void Console::flush() const { std::fflush(stream_); }

ReportText Console::emphasize(Emphasis emphasis, const ReportText& text) const {
  if (!has_color_) return text;
  return ReportText::from_escaped(fmt::format("{}{}\x1b[0m", escape_sequence(emphasis), text.str()));
}

ProgressLine::ProgressLine(const Console& console) : console_(console), last_(std::chrono::steady_clock::now()) {}

ProgressLine::~ProgressLine() {
  if (shown_) console_.write("\r\x1b[K");
}

void ProgressLine::update(std::string_view stage, std::uint64_t done, std::uint64_t total) {
  const auto now = std::chrono::steady_clock::now();
  if (!console_.is_terminal() || (total != 0 && now - last_ < quiet_time)) return;
  last_ = now;
  shown_ = true;
  if (total == 0) {
    console_.write(fmt::format("\r{} …\x1b[K", printable(stage)));
    return;
  }
  const auto filled = static_cast<std::size_t>(std::min<std::uint64_t>(bar_width, bar_width * done / total));
  console_.write(fmt::format("\r{} [{}{}] {:3} %\x1b[K", printable(stage), std::string(filled, '#'),
                             std::string(bar_width - filled, '.'), 100 * done / total));
}

}  // namespace wasmpair

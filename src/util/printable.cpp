#include "util/printable.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "util/utf8.h"

namespace wasmpair {
namespace {

struct CodePoints {
  char32_t first;
  char32_t last;
};

/// Joiners and the byte order mark are among them although some scripts join letters with them: a report is read to
/// compare names, and there a character that nobody sees does more harm than one that is written out.
constexpr CodePoints unprintable[] = {
    {0x0000, 0x001f},    // C0
    {0x007f, 0x009f},    // DEL, C1
    {0x00ad, 0x00ad},    // soft hyphen
    {0x061c, 0x061c},    // Arabic letter mark
    {0x180e, 0x180e},    // Mongolian vowel separator
    {0x200b, 0x200f},    // zero width, joiners, direction marks
    {0x2028, 0x202e},    // line and paragraph separators, embeddings and overrides of the direction
    {0x2060, 0x206f},    // word joiner, invisible operators, isolates of the direction
    {0xfeff, 0xfeff},    // byte order mark
    {0xfff9, 0xfffb},    // interlinear annotation
    {0xe0000, 0xe007f},  // tags
};

enum class LineFeeds { Escaped, Unchanged };

std::string escape(std::string_view text, LineFeeds line_feeds) {
  std::string out;
  while (!text.empty()) {
    const std::size_t length = utf8_sequence(text);
    const std::string_view piece = text.substr(0, std::max<std::size_t>(length, 1));
    const bool stays = piece == "\n" && line_feeds == LineFeeds::Unchanged;
    if (stays || (length != 0 && is_printable(code_point(piece))))
      out += piece;
    else
      for (const char byte : piece) out += fmt::format("\\x{:02x}", static_cast<std::uint8_t>(byte));
    text.remove_prefix(piece.size());
  }
  return out;
}

}  // namespace

bool is_printable(char32_t code_point) {
  return std::ranges::none_of(
      unprintable, [&](const CodePoints& range) { return range.first <= code_point && code_point <= range.last; });
}

std::string printable(std::string_view text) { return escape(text, LineFeeds::Escaped); }

std::string printable_lines(std::string_view text) { return escape(text, LineFeeds::Unchanged); }

}  // namespace wasmpair

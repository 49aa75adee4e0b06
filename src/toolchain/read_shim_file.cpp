#include "toolchain/read_shim_file.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string_view>
#include <vector>

#include "toolchain/known_shims.h"
#include "util/files.h"
#include "util/text_bytes.h"

namespace wasmpair {
namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

bool is_known(ByteView content) { return !releases_with_shim(sha256(content)).empty(); }

struct PlainText {
  std::string text;
  std::vector<std::string_view> differences;  ///< From the text that was given, in words.
};

/// The text as releases of Go have theirs: without a byte order mark, with line feeds, one of them at the end.
PlainText plain(std::string_view text) {
  PlainText plain;
  if (text.starts_with(byte_order_mark)) {
    text.remove_prefix(byte_order_mark.size());
    plain.differences.emplace_back("a byte order mark");
  }
  for (std::size_t i = 0; i < text.size(); ++i)
    if (text[i] != '\r' || i + 1 == text.size() || text[i + 1] != '\n') plain.text += text[i];
  if (plain.text.size() != text.size()) plain.differences.emplace_back("CRLF line ends");
  const std::size_t lines = plain.text.find_last_not_of('\n') + 1;
  if (lines + 1 != plain.text.size()) plain.differences.emplace_back("another end of the last line");
  plain.text.resize(lines);
  plain.text += '\n';
  return plain;
}

}  // namespace

ShimFile read_shim_file(const std::string& path) {
  ShimFile shim{path, read_file(path)};
  if (is_known(shim.content)) return shim;
  const PlainText restored = plain(text_of(shim.content));
  const ByteView content = bytes_of(restored.text);
  if (restored.differences.empty() || !is_known(content)) return shim;
  return {path, Bytes(content.begin(), content.end()), fmt::format("{}", fmt::join(restored.differences, ", "))};
}

}  // namespace wasmpair

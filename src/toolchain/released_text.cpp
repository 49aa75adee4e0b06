#include "toolchain/released_text.h"

#include <string_view>

#include "util/text_bytes.h"

namespace wasmpair {

Bytes released_text(ByteView text) {
  constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
  if (text_of(text).starts_with(byte_order_mark)) text = text.subspan(byte_order_mark.size());
  Bytes released;
  released.reserve(text.size() + 1);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool carriage_return = text[i] == '\r';
    if (carriage_return && i + 1 < text.size() && text[i + 1] == '\n') continue;
    released.push_back(carriage_return ? '\n' : text[i]);
  }
  while (!released.empty() && released.back() == '\n') released.pop_back();
  released.push_back('\n');
  return released;
}

}  // namespace wasmpair

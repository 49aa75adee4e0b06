// Views of text as bytes and of bytes as text, without copying.
#pragma once

#include <string_view>

#include "wasmpair/bytes.h"

namespace wasmpair {

/// The bytes of text, which must outlive the view.
inline ByteView bytes_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

/// The text that bytes spell; they must outlive the view.
inline std::string_view text_of(ByteView bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

}  // namespace wasmpair

// UTF-8 (RFC 3629).
#pragma once

#include <cstddef>
#include <string_view>

namespace wasmpair {

/// The length, 1 to 4, of the valid UTF-8 sequence at the start of text, which must not be empty; 0 if there is none.
std::size_t utf8_sequence(std::string_view text);

/// The code point of a sequence as utf8_sequence() finds them.
char32_t code_point(std::string_view sequence);

/// True if text is valid UTF-8 from end to end.
bool is_utf8(std::string_view text);

}  // namespace wasmpair

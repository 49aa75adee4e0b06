// Numbers and text as people read them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "wasmpair/bytes.h"

namespace wasmpair {

/// Lower-case hex, two digits a byte.
std::string to_hex(ByteView bytes);

/// 4084971 -> "4,084,971".
std::string with_thousands(std::uint64_t number);

/// A byte offset as messages write it: 31 -> "0x1f".
std::string hex_offset(std::size_t offset);

/// The bytes of text.
ByteView bytes_of(std::string_view text);

/// The text that bytes spell.
std::string_view text_of(ByteView bytes);

/// A count with its noun: "1 segment", "3 segments".
std::string count_of(std::uint64_t count, std::string_view noun);

/// text with the letters A to Z in lower case, as field names, tokens and host names compare.
std::string lower_case(std::string_view text);

/// text without the spaces and tabs at its ends.
std::string_view trim(std::string_view text);

/// The candidate nearest to word by edit distance, or "" if none is near enough to be a likely misspelling.
std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates);

/// text with every control character and every byte that is not part of valid UTF-8 written as \xNN, so that names out
/// of a file cannot steer a terminal.
std::string printable(std::string_view text);

}  // namespace wasmpair

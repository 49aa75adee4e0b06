// Network speeds as people write them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace wasmpair {

/// "1.5mbit" -> 187,500 bytes per second. Units: kbit, mbit, gbit (powers of 1000, bits), KB, MB (powers of 1000,
/// bytes). At least 1 byte per second. Throws Error that names the option.
std::uint64_t parse_rate(const std::string& option, std::string_view text);

}  // namespace wasmpair

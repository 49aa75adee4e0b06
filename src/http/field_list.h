// Comma-separated lists in field values (RFC 9110, section 5.6.1).
#pragma once

#include <string_view>
#include <vector>

namespace wasmpair {

/// The elements without the white space around them; empty ones are left out. A comma inside a quoted string (RFC 9110,
/// section 5.6.4) separates nothing. Views into value.
std::vector<std::string_view> split_list(std::string_view value);

}  // namespace wasmpair

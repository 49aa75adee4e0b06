// Comma-separated lists in field values (RFC 9110, section 5.6.1).
#pragma once

#include <string_view>
#include <vector>

namespace wasmpair {

/// The elements without surrounding white space; empty ones are skipped. A comma inside a quoted string (RFC 9110,
/// section 5.6.4) does not separate. The results are views into value.
std::vector<std::string_view> split_list(std::string_view value);

}  // namespace wasmpair

// The syntax that HTTP fields have in common (RFC 9110, section 5.6).
#pragma once

#include <string_view>
#include <vector>

namespace wasmpair {

/// True if text is a token: one or more letters, digits, or marks of !#$%&'*+-.^_`|~.
bool is_token(std::string_view text);

/// The elements of a list without quoted strings, trimmed, without the empty ones: "a, ,b" -> "a", "b".
std::vector<std::string_view> list_elements(std::string_view field_value);

}  // namespace wasmpair

// Syntax shared by HTTP fields (RFC 9110, section 5.6).
#pragma once

#include <string_view>

namespace wasmpair {

/// True if text is a token: one or more letters, digits, or any of !#$%&'*+-.^_`|~.
bool is_token(std::string_view text);

}  // namespace wasmpair

// Syntax shared by HTTP fields (RFC 9110, section 5.6).
#pragma once

#include <string_view>

namespace wasmpair {

/// True if text is a token: one or more letters, digits, or any of !#$%&'*+-.^_`|~.
bool is_token(std::string_view text);

/// True if text is a field value that means itself in the configuration of every server: words of letters, digits and
/// any of ;,=/.+-*_, with single spaces between them. Media types and Cache-Control are such values.
bool is_plain_field_value(std::string_view text);

}  // namespace wasmpair

// The Host field (RFC 9110, section 7.2).
#pragma once

#include <string_view>

namespace wasmpair {

/// True if a value of Host, or the authority of a URL, names this machine's loopback, 127.0.0.1, localhost or [::1],
/// with or without a port. A web site whose name resolves to 127.0.0.1 (DNS rebinding) sends its own name.
bool is_loopback_host(std::string_view field_value);

}  // namespace wasmpair

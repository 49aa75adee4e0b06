// Whom a request is for: Host (RFC 9110, section 7.2).
#pragma once

#include <string_view>

namespace wasmpair {

/// True if a value of Host, or the authority of a URL, names this machine's loopback: 127.0.0.1, localhost or [::1],
/// with or without a port. A web site that lets its own name resolve to 127.0.0.1 (DNS rebinding) sends that name.
bool is_loopback_host(std::string_view field_value);

}  // namespace wasmpair

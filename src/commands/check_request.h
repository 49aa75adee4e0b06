// The checks of what a caller names: text that reaches URLs, pages and policies.
#pragma once

#include <optional>
#include <string>

#include "wasmpair/pack.h"

namespace wasmpair {

/// Throws Error unless the request's base, names and nonce mean nothing but themselves wherever they are written.
void check_request(const PackRequest& request);

/// The same for a nonce alone.
void check_nonce(const std::optional<std::string>& nonce);

}  // namespace wasmpair

// The checks of what a caller names: text that reaches URLs, pages and policies.
#pragma once

#include <optional>
#include <string>

#include "wasmpair/pack.h"
#include "wasmpair/pack_guest.h"

namespace wasmpair {

/// Throws Error unless the request's base, names and nonce mean nothing but themselves wherever they are written.
void check_request(const PackRequest& request);

/// Throws Error unless the request's names can be those of a guest, a package and methods.
void check_request(const PackGuestRequest& request);

/// The same for a nonce alone.
void check_nonce(const std::optional<std::string>& nonce);

}  // namespace wasmpair

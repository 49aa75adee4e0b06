// The ledger: every release leaves its manifest under a name that no other release has, so that later ones can refer to
// it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "wasmpair/digest.h"

namespace wasmpair {

/// Server configurations tell these names from others by them.
inline constexpr std::size_t ledger_hash_digits = 16;

/// "wasmpair.0123456789abcdef.json", of the digest of the manifest's bytes.
std::string ledger_name(const Sha256& manifest);

/// True for such a name.
bool is_ledger_name(std::string_view name);

}  // namespace wasmpair

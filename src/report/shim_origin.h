// Which release a shim belongs to, for people.
#pragma once

#include <optional>
#include <string>

#include "wasmpair/go_version.h"
#include "wasmpair/shim.h"

namespace wasmpair {

/// Whose a shim is that was accepted, as a phrase: "of go1.24 to go1.27, unchanged". toolchain: the VERSION beside it.
std::string shim_origin(const Shim& shim, const std::optional<GoVersion>& toolchain);

}  // namespace wasmpair

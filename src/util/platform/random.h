// Random numbers for names and secrets.
#pragma once

#include <cstdint>
#include <span>

namespace wasmpair::platform {

/// Fills the bytes with those of the system's generator for secrets.
void fill_with_random(std::span<std::uint8_t> bytes);

}  // namespace wasmpair::platform

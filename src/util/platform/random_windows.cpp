#include "util/platform/random.h"

#include "util/platform/windows.h"
// After windows.h.
#include <bcrypt.h>

#include <cstdlib>

namespace wasmpair::platform {

void fill_with_random(std::span<std::uint8_t> bytes) {
  if (::BCryptGenRandom(nullptr, bytes.data(), static_cast<ULONG>(bytes.size()), BCRYPT_USE_SYSTEM_PREFERRED_RNG) < 0)
    std::abort();  // the system has no generator, and there is no secret without one
}

}  // namespace wasmpair::platform

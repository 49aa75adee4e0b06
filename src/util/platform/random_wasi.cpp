#include "util/platform/random.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>

namespace wasmpair::platform {

void fill_with_random(std::span<std::uint8_t> bytes) {
  constexpr std::size_t most = 256;  // getentropy(3)
  while (!bytes.empty()) {
    const std::span<std::uint8_t> part = bytes.first(std::min(bytes.size(), most));
    if (::getentropy(part.data(), part.size()) != 0) std::abort();
    bytes = bytes.subspan(part.size());
  }
}

}  // namespace wasmpair::platform

#include "util/platform/random.h"

#include <cstdlib>

namespace wasmpair::platform {

void fill_with_random(std::span<std::uint8_t> bytes) { ::arc4random_buf(bytes.data(), bytes.size()); }

}  // namespace wasmpair::platform

#include "util/platform/random.h"

#include <sys/random.h>
#include <sys/types.h>

namespace wasmpair::platform {

void fill_with_random(std::span<std::uint8_t> bytes) {
  while (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
  }
}

}  // namespace wasmpair::platform

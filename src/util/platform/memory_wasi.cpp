#include "util/platform/memory.h"

#include <algorithm>

#include "util/platform/host_wasi.h"

namespace wasmpair::platform {

std::uint64_t machine_memory() {
  constexpr double addressable = 4294967296.0;
  return static_cast<std::uint64_t>(std::min(host::wasmpair_machine_memory(), addressable));
}

void prefer_large_pages(void*, std::size_t) {}

}  // namespace wasmpair::platform

#include "util/platform/memory.h"

#include <unistd.h>

namespace wasmpair::platform {

std::uint64_t machine_memory() {
  return static_cast<std::uint64_t>(::sysconf(_SC_PHYS_PAGES)) * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

void prefer_large_pages(void*, std::size_t) {}

}  // namespace wasmpair::platform

#include "util/platform/memory.h"

#include "util/platform/windows.h"

namespace wasmpair::platform {

std::uint64_t machine_memory() {
  MEMORYSTATUSEX status{};
  status.dwLength = sizeof status;
  ::GlobalMemoryStatusEx(&status);
  return status.ullTotalPhys;
}

void prefer_large_pages(void*, std::size_t) {}

}  // namespace wasmpair::platform

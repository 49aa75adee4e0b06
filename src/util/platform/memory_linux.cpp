#include "util/platform/memory.h"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include "util/platform/control_groups.h"

namespace wasmpair::platform {
namespace {

std::string content_of(const char* path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::uint64_t page_bytes() { return static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE)); }

}  // namespace

std::uint64_t machine_memory() {
  const std::uint64_t bytes = static_cast<std::uint64_t>(::sysconf(_SC_PHYS_PAGES)) * page_bytes();
  return std::min(bytes, memory_limit_of_groups(content_of("/proc/self/cgroup"), "/sys/fs/cgroup").value_or(bytes));
}

void prefer_large_pages(void* buffer, std::size_t bytes) {
  const auto page = static_cast<std::size_t>(page_bytes());
  void* first = buffer;
  std::size_t space = bytes;
  // Only complete pages within the buffer: the memory around it is not ours.
  if (std::align(page, page, first, space) == nullptr) return;
  static_cast<void>(::madvise(first, space / page * page, MADV_HUGEPAGE));
}

}  // namespace wasmpair::platform

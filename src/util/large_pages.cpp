#include "util/large_pages.h"

#include <sys/mman.h>
#include <unistd.h>

#include <memory>

namespace wasmpair {

void prefer_large_pages(void* buffer, std::size_t bytes) {
  const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  void* first = buffer;
  std::size_t space = bytes;
  // Only complete pages within the buffer: the memory around it is not ours.
  if (std::align(page, page, first, space) == nullptr) return;
  static_cast<void>(::madvise(first, space / page * page, MADV_HUGEPAGE));
}

Bytes large_buffer(std::size_t bytes) {
  Bytes buffer;
  buffer.reserve(bytes);
  prefer_large_pages(buffer.data(), buffer.capacity());
  buffer.resize(bytes);
  return buffer;
}

}  // namespace wasmpair

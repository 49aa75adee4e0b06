#include "util/large_pages.h"

#include "util/platform/memory.h"

namespace wasmpair {

Bytes large_buffer(std::size_t bytes) {
  Bytes buffer;
  buffer.reserve(bytes);
  platform::prefer_large_pages(buffer.data(), buffer.capacity());
  buffer.resize(bytes);
  return buffer;
}

}  // namespace wasmpair

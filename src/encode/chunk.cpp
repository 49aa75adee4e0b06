#include "encode/chunk.h"

namespace wasmpair {

std::vector<std::size_t> chunk_sizes(std::size_t content_bytes, std::size_t count) {
  if (content_bytes < min_divided_content) count = 1;
  std::vector<std::size_t> sizes(count, content_bytes / count);
  for (std::size_t i = 0; i < content_bytes % count; ++i) ++sizes[i];
  return sizes;
}

std::vector<Chunk> divide(ByteView content, std::size_t count) {
  std::vector<Chunk> chunks;
  std::size_t offset = 0;
  for (const std::size_t bytes : chunk_sizes(content.size(), count)) {
    chunks.push_back({content, offset, bytes});
    offset += bytes;
  }
  return chunks;
}

}  // namespace wasmpair

#include "encode/chunk.h"

namespace wasmpair {

std::vector<Chunk> divide(ByteView content, std::size_t count) {
  if (content.size() < smallest_divided_content) count = 1;
  const std::size_t shortest = content.size() / count;
  const std::size_t longer = content.size() % count;
  std::vector<Chunk> chunks;
  std::size_t offset = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t bytes = shortest + (i < longer ? 1 : 0);
    chunks.push_back({content, offset, bytes});
    offset += bytes;
  }
  return chunks;
}

}  // namespace wasmpair

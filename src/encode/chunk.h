// Chunks: the parts of a content that are encoded in parallel and joined into one stream.
#pragma once

#include <cstddef>
#include <vector>

#include "wasmpair/bytes.h"

namespace wasmpair {

/// A run of bytes within a content.
struct Chunk {
  ByteView content;        ///< The entire content.
  std::size_t offset = 0;  ///< Of the chunk in content.
  std::size_t bytes = 0;

  ByteView view() const { return content.subspan(offset, bytes); }
  bool is_first() const { return offset == 0; }
  bool is_last() const { return offset + bytes == content.size(); }
};

/// Smaller contents are not divided: they are encoded quickly anyway, and a joint costs them relatively more.
constexpr std::size_t min_divided_content = std::size_t{1} << 20;

/// The sizes of a content's chunks: count equal sizes, the first ones a byte larger if there is a remainder, or a
/// single chunk below min_divided_content. They depend only on the content's size and count, so every machine writes
/// the same bytes.
std::vector<std::size_t> chunk_sizes(std::size_t content_bytes, std::size_t count);

/// The chunks of those sizes, in order.
std::vector<Chunk> divide(ByteView content, std::size_t count);

}  // namespace wasmpair

// Chunks: the parts of a content that are encoded side by side and joined into one stream.
#pragma once

#include <cstddef>
#include <vector>

#include "wasmpair/bytes.h"

namespace wasmpair {

/// A run of bytes within a content.
struct Chunk {
  ByteView content;        ///< The whole content.
  std::size_t offset = 0;  ///< Of the chunk within content.
  std::size_t bytes = 0;

  ByteView view() const { return content.subspan(offset, bytes); }
  bool is_first() const { return offset == 0; }
  bool is_last() const { return offset + bytes == content.size(); }
};

/// Contents below this size stay in one piece: they are encoded quickly anyway, and a joint costs them more.
constexpr std::size_t smallest_divided_content = std::size_t{1} << 20;

/// The sizes of the chunks into which a content is divided: count equal ones, the first ones a byte longer where it
/// does not come out even; one below smallest_divided_content. They depend on the content's size and on count only, so
/// that every machine writes the same bytes.
std::vector<std::size_t> chunk_sizes(std::size_t content_bytes, std::size_t count);

/// The chunks of those sizes, in their order.
std::vector<Chunk> divide(ByteView content, std::size_t count);

}  // namespace wasmpair

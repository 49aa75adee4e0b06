#include <algorithm>

#include "encode/brotli_stream.h"
#include "encode/encoders.h"

namespace wasmpair {

std::uint64_t encoder_memory(std::size_t chunk_bytes, const BrotliParameters& parameters) {
  // Measured with 1.0.9 on 3 to 23 MB: qualities 10 and 11 hold a tree of 8 bytes per byte and the data of one
  // meta-block; lower ones hold a hash table of up to 32 MiB. Nothing grows beyond the window.
  constexpr std::uint64_t mebibyte = std::uint64_t{1} << 20;
  const std::uint64_t held = std::min<std::uint64_t>(chunk_bytes, std::uint64_t{1} << parameters.window_bits);
  return parameters.quality >= 10 ? 14 * held + 4 * mebibyte : 3 * held + 32 * mebibyte;
}

std::optional<Bytes> encode_chunk(const Chunk& chunk, const BrotliParameters& parameters, const Work& work) {
  // Joined streams share one header: the window must fit the entire content.
  BrotliStream stream(parameters, {chunk.content.size(), chunk.bytes, chunk.offset});
  return stream.encode(chunk.view(), chunk.is_last() ? BROTLI_OPERATION_FINISH : BROTLI_OPERATION_FLUSH, work);
}

}  // namespace wasmpair

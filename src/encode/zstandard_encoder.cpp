#include <algorithm>
#include <bit>

#include "encode/encoders.h"
#include "encode/zstandard_stream.h"

namespace wasmpair {

std::uint64_t encoder_memory(std::size_t chunk_bytes, const ZstandardParameters& parameters) {
  // At the highest levels, two tables of 8 bytes per byte of the window, and two windows.
  constexpr std::uint64_t buffers = 2 << 20;
  const std::uint64_t window =
      std::min(std::bit_ceil<std::uint64_t>(chunk_bytes), std::uint64_t{1} << parameters.window_bits);
  return 18 * window + chunk_bytes / 2 + buffers;
}

std::optional<Bytes> encode_chunk(const Chunk& chunk, const ZstandardParameters& parameters, const Work& work) {
  const ZstandardContext context = make_zstandard_context(chunk.bytes, parameters.level, parameters.window_bits);
  return encode_zstandard(context.get(), chunk.view(), work);
}

}  // namespace wasmpair

#include <libdeflate.h>

#include <memory>
#include <span>

#include "encode/encoders.h"
#include "wasmpair/error.h"

namespace wasmpair {

std::uint64_t encoder_memory(std::size_t chunk_bytes, const GzipParameters&) {
  constexpr std::uint64_t compressor = 12
                                       << 20;  // 8.7 MiB at level 12, less below; plus zlib's 40 KiB for verification
  return compressor + chunk_bytes;
}

std::optional<Bytes> encode_chunk(const Chunk& chunk, const GzipParameters& parameters, const Work& work) {
  if (work.stop.stop_requested()) return std::nullopt;
  const std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)> compressor(
      libdeflate_alloc_compressor(parameters.level), &libdeflate_free_compressor);
  if (!compressor) throw std::bad_alloc();
  const ByteView content = chunk.view();
  // The buffer is large enough for the worst case; pages that are never written to use no memory.
  const std::size_t room = libdeflate_gzip_compress_bound(compressor.get(), content.size());
  const auto buffer = std::make_unique_for_overwrite<std::uint8_t[]>(room);
  const std::size_t written =
      libdeflate_gzip_compress(compressor.get(), content.data(), content.size(), buffer.get(), room);
  if (written == 0) throw Error("", "libdeflate could not encode", "");
  work.fed += content.size();
  const std::span encoded(buffer.get(), written);
  return Bytes(encoded.begin(), encoded.end());
}

}  // namespace wasmpair

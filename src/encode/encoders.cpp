#include "encode/encoders.h"

#include <brotli/encode.h>
#include <fmt/format.h>
#include <libdeflate.h>
#include <zstd.h>

#include "wasmpair/error.h"

namespace wasmpair {
namespace {

/// BrotliEncoderVersion packs a version as 0xMMMmmmppp.
std::string brotli_version(std::uint32_t packed) {
  return fmt::format("{}.{}.{}", packed >> 24, (packed >> 12) & 0xfff, packed & 0xfff);
}

}  // namespace

std::optional<Bytes> encode_chunk(const Chunk& chunk, const Parameters& parameters, const Work& work) {
  return std::visit([&](const auto& chosen) { return encode_chunk(chunk, chosen, work); }, parameters);
}

std::uint64_t encoder_memory(std::size_t chunk_bytes, const Parameters& parameters) {
  return std::visit([&](const auto& chosen) { return encoder_memory(chunk_bytes, chosen); }, parameters);
}

std::string encoder_version(Coding coding) {
  switch (coding) {
    case Coding::Brotli:
      return fmt::format("libbrotlienc {}", brotli_version(BrotliEncoderVersion()));
    case Coding::Gzip:
      return "libdeflate " LIBDEFLATE_VERSION_STRING;
    case Coding::Zstandard:
      return fmt::format("libzstd {}", ZSTD_versionString());
  }
  throw Error("", "no encoder for this coding", "");
}

}  // namespace wasmpair

// Encoders: from a chunk of a content to its bytes in a coding.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>

#include "encode/chunk.h"
#include "encode/recipes.h"
#include "wasmpair/bytes.h"

namespace wasmpair {

/// What a running encoder shares with whoever waits for it.
struct Work {
  std::stop_token stop;             ///< Asks the encoder to give up.
  std::atomic<std::uint64_t>& fed;  ///< Grows by the bytes that encoders have taken.
};

/// Encodes a chunk. The results of a content's chunks, joined in order, are one stream that decodes to the content.
/// Nothing if work was asked to stop. Throws Error if the library refuses.
///
/// Brotli (RFC 7932): any number of chunks. Each is encoded by itself and aligned to a byte; those after the first have
/// no stream header, those before the last no end.
std::optional<Bytes> encode_chunk(const Chunk& chunk, const BrotliParameters& parameters, const Work& work);

/// Gzip (RFC 1952): one member; the chunk is the whole content. Header: FLG 0 (so no name), MTIME 0, XFL 2 at levels
/// that seek the best compression, OS 255 (unknown). It is encoded in one go: work.fed grows at the end.
std::optional<Bytes> encode_chunk(const Chunk& chunk, const GzipParameters& parameters, const Work& work);

/// Zstandard (RFC 8878): one frame with the content's size and its checksum, without a dictionary id; the chunk is the
/// whole content.
std::optional<Bytes> encode_chunk(const Chunk& chunk, const ZstandardParameters& parameters, const Work& work);

/// About how many bytes the encoder of a chunk has in memory at its peak, apart from the content.
std::uint64_t encoder_memory(std::size_t chunk_bytes, const BrotliParameters& parameters);
std::uint64_t encoder_memory(std::size_t chunk_bytes, const GzipParameters& parameters);
std::uint64_t encoder_memory(std::size_t chunk_bytes, const ZstandardParameters& parameters);

/// The same for whichever parameters a recipe holds.
std::optional<Bytes> encode_chunk(const Chunk& chunk, const Parameters& parameters, const Work& work);
std::uint64_t encoder_memory(std::size_t chunk_bytes, const Parameters& parameters);

/// Name and version of the library that writes a coding: "libbrotlienc 1.0.9".
std::string encoder_version(Coding coding);

}  // namespace wasmpair

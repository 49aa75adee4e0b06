// Encoders for the chunks of a content.
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

/// The state that a running encoder shares with its caller.
struct Work {
  std::stop_token stop;             ///< Asks the encoder to stop early.
  std::atomic<std::uint64_t>& fed;  ///< Counts the input bytes consumed so far.
};

/// Encodes a chunk. The results of a content's chunks, joined in order, are one stream that decodes to the content.
/// Nothing if a stop was requested. Throws Error if the library fails,
/// and std::bad_alloc if it lacks memory.
///
/// Brotli (RFC 7932): any number of chunks. Each is encoded independently and ends on a byte boundary; only the
/// first has the stream header and only the last the end.
std::optional<Bytes> encode_chunk(const Chunk& chunk, const BrotliParameters& parameters, const Work& work);

/// Gzip (RFC 1952): one member; the chunk is the entire content. Header: FLG 0 (hence no name), MTIME 0, XFL 2 at the
/// levels with the best compression, OS 255 (unknown). Encoding is a single call, so work.fed grows only at the end.
std::optional<Bytes> encode_chunk(const Chunk& chunk, const GzipParameters& parameters, const Work& work);

/// Zstandard (RFC 8878): one frame with the content's size and its checksum, without a dictionary id; the chunk is the
/// entire content.
std::optional<Bytes> encode_chunk(const Chunk& chunk, const ZstandardParameters& parameters, const Work& work);

/// The approximate peak memory of the encoder in bytes, excluding the content.
std::uint64_t encoder_memory(std::size_t chunk_bytes, const BrotliParameters& parameters);
std::uint64_t encoder_memory(std::size_t chunk_bytes, const GzipParameters& parameters);
std::uint64_t encoder_memory(std::size_t chunk_bytes, const ZstandardParameters& parameters);

/// The same for the parameters of any recipe.
std::optional<Bytes> encode_chunk(const Chunk& chunk, const Parameters& parameters, const Work& work);
std::uint64_t encoder_memory(std::size_t chunk_bytes, const Parameters& parameters);

/// The name and version of the library that encodes a coding: "libbrotlienc 1.0.9".
std::string encoder_version(Coding coding);

}  // namespace wasmpair

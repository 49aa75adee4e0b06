// Encodes contents in parallel, decodes each result with an independent decoder, and compares.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "encode/cache.h"
#include "encode/shared_cache.h"
#include "wasmpair/asset.h"
#include "wasmpair/progress.h"

namespace wasmpair {

/// A content to encode.
struct Content {
  ByteView bytes;
  Sha256 digest;       ///< Of bytes; part of the cache key.
  std::string name{};  ///< For messages; may be empty.
};

/// Bytes that encoders may need together. Two brotli encoders on half of a 15 MB module each need 2 x 110 MB.
constexpr std::uint64_t default_encoder_memory = std::uint64_t{384} << 20;

struct EncodeOptions {
  std::vector<Coding> codings;
  Level level = Level::Release;
  unsigned jobs = 1;                              ///< Threads, at least 1. The result does not depend on it.
  const Cache* cache = nullptr;                   ///< Null: no cache.
  SharedCache* shared_cache = nullptr;            ///< Null: none. Asked for what the cache does not have.
  Progress* progress = nullptr;                   ///< Null: silent. Told ten times a second, from the calling thread.
  std::uint64_t memory = default_encoder_memory;  ///< The result does not depend on it.
};

/// About how many bytes encode() has in memory at its peak for contents of these sizes, apart from the contents.
std::uint64_t encoding_memory(std::span<const std::size_t> sizes, const EncodeOptions& options);

/// For each content, its encodings in the order of the codings table; one that is not smaller than the content is left
/// out. Throws Error if an encoder fails or if what it wrote does not decode to the content.
std::vector<std::vector<Encoding>> encode(std::span<const Content> contents, const EncodeOptions& options);

}  // namespace wasmpair

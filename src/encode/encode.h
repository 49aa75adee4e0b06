// Encodes contents in parallel and verifies each result with an independent decoder.
#pragma once

#include <cstdint>
#include <functional>
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

/// The memory that encoders may use together. Two brotli encoders, each on half of a 15 MB module, need 2 x 110 MB.
constexpr std::uint64_t default_encoder_memory = std::uint64_t{384} << 20;

struct EncodeOptions {
  std::vector<Coding> codings;
  Level level = Level::Release;
  unsigned jobs = 1;                    ///< Threads, at least 1. The result does not depend on it.
  const Cache* cache = nullptr;         ///< Null: no cache.
  SharedCache* shared_cache = nullptr;  ///< Null: none. Queried for encodings missing from the cache.
  Progress* progress = nullptr;         ///< Null: silent. Called ten times per second in the calling thread.
  /// Called once, after the caches were queried and before anything is encoded, unless nothing needs to be; what it
  /// throws ends encode(). Empty: none.
  std::function<void()> before_encoding;
  std::uint64_t memory = default_encoder_memory;  ///< The result does not depend on it.
};

/// The approximate peak memory of encode() in bytes for contents of these sizes, excluding the contents.
std::uint64_t encoding_memory(std::span<const std::size_t> sizes, const EncodeOptions& options);

/// For each content, its encodings in the order of the codings table; an encoding that is not smaller than the content
/// is omitted. Throws Error if an encoder fails or its output does not decode to the content.
std::vector<std::vector<Encoding>> encode(std::span<const Content> contents, const EncodeOptions& options);

}  // namespace wasmpair

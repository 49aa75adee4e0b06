// Encodes contents in parallel and verifies each result with an independent decoder.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "encode/cache.h"
#include "encode/delta.h"
#include "encode/shared_cache.h"
#include "wasmpair/asset.h"
#include "wasmpair/progress.h"

namespace wasmpair {

/// A content to encode.
struct Content {
  ByteView bytes;
  Sha256 digest;                           ///< Of bytes; part of the cache key.
  std::string name{};                      ///< For messages; may be empty.
  std::vector<Dictionary> dictionaries{};  ///< For each, a delta in each of delta_codings is made.
};

/// What encode() made of a content.
struct EncodedFile {
  std::vector<Encoding> encodings;  ///< In the order of the codings table.
  std::vector<Delta> deltas;        ///< In the order of the dictionaries.
};

/// A content before it is known.
struct ContentSize {
  std::size_t bytes = 0;
  std::size_t dictionaries = 0;  ///< Of about the same size.
};

/// The memory that encoders may use together. Two brotli encoders, each on half of a 15 MB module, need 2 x 110 MB.
constexpr std::uint64_t default_encoder_memory = std::uint64_t{384} << 20;

struct EncodeOptions {
  std::vector<Coding> codings;
  std::vector<Coding> delta_codings{};
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
std::uint64_t encoding_memory(std::span<const ContentSize> sizes, const EncodeOptions& options);

/// For each content, its encodings and deltas; what is not smaller than the content is omitted. Throws Error if an
/// encoder fails or its output does not decode to the content.
std::vector<EncodedFile> encode(std::span<const Content> contents, const EncodeOptions& options);

}  // namespace wasmpair

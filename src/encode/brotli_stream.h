// libbrotlienc's encoder as a stream, for chunks of contents and for deltas.
#pragma once

#include <brotli/encode.h>

#include <cstddef>
#include <optional>

#include "encode/brotli_memory.h"
#include "encode/encoders.h"
#include "wasmpair/bytes.h"

namespace wasmpair {

/// What a stream is a part of.
struct BrotliPosition {
  std::size_t content_bytes;  ///< Of the entire content, which the window fits.
  std::size_t bytes;          ///< Of the stream when decoded.
  std::size_t offset = 0;     ///< Where it starts in the content. Only a stream at the start has a header.
};

class BrotliStream {
 public:
  /// Throws Error if the library does not accept the parameters, and std::bad_alloc if it lacks memory, as do all.
  BrotliStream(const BrotliParameters& parameters, const BrotliPosition& position);
  BrotliStream(const BrotliStream&) = delete;
  BrotliStream& operator=(const BrotliStream&) = delete;

  /// Lets the stream refer to a dictionary, which must outlive it. Before encode(), and only if
  /// has_brotli_dictionaries().
  void attach(ByteView dictionary, int quality);

  /// Encodes all of the stream. Nothing if a stop was requested.
  std::optional<Bytes> encode(ByteView content, BrotliEncoderOperation last, const Work& work);

 private:
  void set(BrotliEncoderParameter parameter, std::size_t value);
  void feed(ByteView piece, BrotliEncoderOperation operation, Bytes& encoded);
  ByteView step(ByteView& piece, BrotliEncoderOperation operation);

  BrotliMemory memory_;
  BrotliEncoderState* state_ = nullptr;  // in memory_
};

}  // namespace wasmpair

#include <brotli/encode.h>
#include <fmt/format.h>

#include <algorithm>
#include <new>

#include "encode/brotli_memory.h"
#include "encode/encoders.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

/// The amount of input that the encoder takes at once at the slow qualities.
constexpr std::size_t piece_bytes = std::size_t{1} << 18;

/// The maximum of BROTLI_PARAM_STREAM_OFFSET. It exceeds every window, and offsets beyond the window
/// are equivalent.
constexpr std::size_t max_offset = std::size_t{1} << 30;

/// The smallest window that contains the entire content, up to limit: a small window saves memory in decoders.
int window_bits_for(std::size_t content_bytes, int limit) {
  int bits = std::min(16, limit);
  while (bits < limit && (std::size_t{1} << bits) - 16 < content_bytes) ++bits;
  return bits;
}

/// An encoder of libbrotlienc.
class Encoder {
 public:
  Encoder(const Chunk& chunk, const BrotliParameters& parameters) {
    memory_.use(
        [this] { state_ = BrotliEncoderCreateInstance(&BrotliMemory::allocate, &BrotliMemory::release, &memory_); });
    if (state_ == nullptr) throw std::bad_alloc();
    const auto number = [](int value) { return static_cast<std::size_t>(value); };
    // Joined streams share one header: the window must fit the entire content.
    set(BROTLI_PARAM_LGWIN, number(window_bits_for(chunk.content.size(), parameters.window_bits)));
    set(BROTLI_PARAM_QUALITY, number(parameters.quality));
    set(BROTLI_PARAM_NPOSTFIX, number(parameters.postfix_bits));
    set(BROTLI_PARAM_NDIRECT, number(parameters.direct_codes));
    set(BROTLI_PARAM_SIZE_HINT, std::min(chunk.bytes, max_offset));
    // References into brotli's static dictionary start after everything decoded so far, so the encoder needs to know
    // how much that is. With an offset it also writes no header.
    set(BROTLI_PARAM_STREAM_OFFSET, std::min(chunk.offset, max_offset));
  }

  void feed(ByteView piece, BrotliEncoderOperation operation, Bytes& encoded) {
    ByteView taken;
    // An encoder without a header writes its first two bytes separately and then has output left although it has read
    // everything: only a call that produces nothing is the last one.
    do {
      taken = step(piece, operation);
      encoded.insert(encoded.end(), taken.begin(), taken.end());
    } while (!piece.empty() || !taken.empty());
  }

 private:
  void set(BrotliEncoderParameter parameter, std::size_t value) {
    if (BrotliEncoderSetParameter(state_, parameter, static_cast<std::uint32_t>(value)) != BROTLI_TRUE)
      throw Error(
          "", fmt::format("libbrotlienc does not accept {} for its parameter {}", value, static_cast<int>(parameter)),
          "Install libbrotli 1.0.9 or newer.");
  }

  /// Removes what was read from the front of piece; returns what was written, valid until the next step.
  ByteView step(ByteView& piece, BrotliEncoderOperation operation) {
    struct {
      std::size_t left;
      const std::uint8_t* next;
      const std::uint8_t* output;
      std::size_t produced;
      BROTLI_BOOL result;
    } call{piece.size(), piece.data(), nullptr, 0, BROTLI_FALSE};
    memory_.use([this, operation, &call] {
      std::size_t no_room = 0;  // BrotliEncoderTakeOutput fetches the output
      call.result = BrotliEncoderCompressStream(state_, operation, &call.left, &call.next, &no_room, nullptr, nullptr);
      call.output = BrotliEncoderTakeOutput(state_, &call.produced);
    });
    if (call.result != BROTLI_TRUE) throw Error("", "libbrotlienc could not encode", "");
    piece = piece.last(call.left);
    return {call.output, call.produced};
  }

  BrotliMemory memory_;
  BrotliEncoderState* state_ = nullptr;  // in memory_
};

}  // namespace

std::uint64_t encoder_memory(std::size_t chunk_bytes, const BrotliParameters& parameters) {
  // Measured with 1.0.9 on 3 to 23 MB: qualities 10 and 11 hold a tree of 8 bytes per byte and the data of one
  // meta-block; lower ones hold a hash table of up to 32 MiB. Nothing grows beyond the window.
  constexpr std::uint64_t mebibyte = std::uint64_t{1} << 20;
  const std::uint64_t held = std::min<std::uint64_t>(chunk_bytes, std::uint64_t{1} << parameters.window_bits);
  return parameters.quality >= 10 ? 14 * held + 4 * mebibyte : 3 * held + 32 * mebibyte;
}

std::optional<Bytes> encode_chunk(const Chunk& chunk, const BrotliParameters& parameters, const Work& work) {
  Encoder encoder(chunk, parameters);
  const BrotliEncoderOperation last = chunk.is_last() ? BROTLI_OPERATION_FINISH : BROTLI_OPERATION_FLUSH;
  Bytes encoded;
  ByteView rest = chunk.view();
  do {
    if (work.stop.stop_requested()) return std::nullopt;
    const ByteView piece = rest.first(std::min(rest.size(), piece_bytes));
    rest = rest.subspan(piece.size());
    encoder.feed(piece, rest.empty() ? last : BROTLI_OPERATION_PROCESS, encoded);
    work.fed += piece.size();
  } while (!rest.empty());
  return encoded;
}

}  // namespace wasmpair

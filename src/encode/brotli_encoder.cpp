#include <brotli/encode.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <span>

#include "encode/encoders.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

using State = std::unique_ptr<BrotliEncoderState, decltype(&BrotliEncoderDestroyInstance)>;

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

void set(BrotliEncoderState* state, BrotliEncoderParameter parameter, std::size_t value) {
  if (BrotliEncoderSetParameter(state, parameter, static_cast<std::uint32_t>(value)) != BROTLI_TRUE)
    throw Error("",
                fmt::format("libbrotlienc does not accept {} for its parameter {}", value, static_cast<int>(parameter)),
                "Install libbrotli 1.0.9 or newer.");
}

State start(const Chunk& chunk, const BrotliParameters& parameters) {
  State state(BrotliEncoderCreateInstance(nullptr, nullptr, nullptr), &BrotliEncoderDestroyInstance);
  if (!state) throw std::bad_alloc();
  const auto number = [](int value) { return static_cast<std::size_t>(value); };
  // Joined streams share one header: the window must fit the entire content.
  set(state.get(), BROTLI_PARAM_LGWIN, number(window_bits_for(chunk.content.size(), parameters.window_bits)));
  set(state.get(), BROTLI_PARAM_QUALITY, number(parameters.quality));
  set(state.get(), BROTLI_PARAM_NPOSTFIX, number(parameters.postfix_bits));
  set(state.get(), BROTLI_PARAM_NDIRECT, number(parameters.direct_codes));
  set(state.get(), BROTLI_PARAM_SIZE_HINT, std::min(chunk.bytes, max_offset));
  // References into brotli's static dictionary start after everything decoded so far, so the encoder needs to know how
  // much that is. With an offset it also writes no header.
  set(state.get(), BROTLI_PARAM_STREAM_OFFSET, std::min(chunk.offset, max_offset));
  return state;
}

void feed(BrotliEncoderState* state, ByteView piece, BrotliEncoderOperation operation, Bytes& encoded) {
  const std::uint8_t* next = piece.data();
  std::size_t left = piece.size();
  std::size_t produced = 0;
  // An encoder without a header writes its first two bytes separately and then has output left although it has read
  // everything: only a call that produces nothing is the last one.
  do {
    std::size_t no_room = 0;  // BrotliEncoderTakeOutput fetches the output
    if (BrotliEncoderCompressStream(state, operation, &left, &next, &no_room, nullptr, nullptr) != BROTLI_TRUE)
      throw Error("", "libbrotlienc could not encode", "It may have run out of memory; try a lower --jobs.");
    produced = 0;
    const std::uint8_t* const output = BrotliEncoderTakeOutput(state, &produced);
    const std::span taken(output, produced);
    encoded.insert(encoded.end(), taken.begin(), taken.end());
  } while (left > 0 || produced > 0);
}

}  // namespace

std::uint64_t encoder_memory(std::size_t chunk_bytes, const BrotliParameters& parameters) {
  // Measured with 1.0.9 on 3 to 23 MB: qualities 10 and 11 hold a tree of 8 bytes per byte and the data of one
  // meta-block; lower ones hold a hash table of up to 32 MiB. Nothing grows beyond the window.
  constexpr std::uint64_t mebibyte = std::uint64_t{1} << 20;
  const std::uint64_t held = std::min<std::uint64_t>(chunk_bytes, std::uint64_t{1} << parameters.window_bits);
  return parameters.quality >= 10 ? 14 * held + 4 * mebibyte : 3 * held + 32 * mebibyte;
}

std::optional<Bytes> encode_chunk(const Chunk& chunk, const BrotliParameters& parameters, const Work& work) {
  const State state = start(chunk, parameters);
  const BrotliEncoderOperation last = chunk.is_last() ? BROTLI_OPERATION_FINISH : BROTLI_OPERATION_FLUSH;
  Bytes encoded;
  ByteView rest = chunk.view();
  do {
    if (work.stop.stop_requested()) return std::nullopt;
    const ByteView piece = rest.first(std::min(rest.size(), piece_bytes));
    rest = rest.subspan(piece.size());
    feed(state.get(), piece, rest.empty() ? last : BROTLI_OPERATION_PROCESS, encoded);
    work.fed += piece.size();
  } while (!rest.empty());
  return encoded;
}

}  // namespace wasmpair

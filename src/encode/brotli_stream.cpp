#include "encode/brotli_stream.h"

#include <fmt/format.h>

#include <algorithm>
#include <new>

#include "encode/brotli_dictionary.h"
#include "encode/pieces.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

/// The maximum of BROTLI_PARAM_STREAM_OFFSET. It exceeds every window, and offsets beyond the window
/// are equivalent.
constexpr std::size_t max_offset = std::size_t{1} << 30;

/// The smallest window that contains the entire content, up to limit: a small window saves memory in decoders.
int window_bits_for(std::size_t content_bytes, int limit) {
  int bits = std::min(16, limit);
  while (bits < limit && (std::size_t{1} << bits) - 16 < content_bytes) ++bits;
  return bits;
}

}  // namespace

BrotliStream::BrotliStream(const BrotliParameters& parameters, const BrotliPosition& position) {
  memory_.use(
      [this] { state_ = BrotliEncoderCreateInstance(&BrotliMemory::allocate, &BrotliMemory::release, &memory_); });
  if (state_ == nullptr) throw std::bad_alloc();
  const auto number = [](int value) { return static_cast<std::size_t>(value); };
  set(BROTLI_PARAM_LGWIN, number(window_bits_for(position.content_bytes, parameters.window_bits)));
  set(BROTLI_PARAM_QUALITY, number(parameters.quality));
  set(BROTLI_PARAM_NPOSTFIX, number(parameters.postfix_bits));
  set(BROTLI_PARAM_NDIRECT, number(parameters.direct_codes));
  set(BROTLI_PARAM_SIZE_HINT, std::min(position.bytes, max_offset));
  // References into brotli's static dictionary start after everything decoded so far, so the encoder needs to know
  // how much that is. With an offset it also writes no header.
  set(BROTLI_PARAM_STREAM_OFFSET, std::min(position.offset, max_offset));
}

void BrotliStream::attach(ByteView dictionary, int quality) {
  struct {
    ByteView dictionary;
    int quality;
    BROTLI_BOOL result;
  } call{dictionary, quality, BROTLI_FALSE};
  memory_.use([this, &call] {
    const BrotliDictionaryFunctions functions = brotli_dictionary_functions();
    BrotliEncoderPreparedDictionary* const prepared =
        functions.prepare(BROTLI_SHARED_DICTIONARY_RAW, call.dictionary.size(), call.dictionary.data(), call.quality,
                          &BrotliMemory::allocate, &BrotliMemory::release, &memory_);
    if (prepared != nullptr) call.result = functions.attach_to_encoder(state_, prepared);
  });
  if (call.result != BROTLI_TRUE) throw Error("", "libbrotlienc does not accept the dictionary", "");
}

std::optional<Bytes> BrotliStream::encode(ByteView content, BrotliEncoderOperation last, const Work& work) {
  return encode_in_pieces(content, work, [&](ByteView bytes, Piece piece, Bytes& encoded) {
    feed(bytes, piece == Piece::Last ? last : BROTLI_OPERATION_PROCESS, encoded);
  });
}

void BrotliStream::set(BrotliEncoderParameter parameter, std::size_t value) {
  if (BrotliEncoderSetParameter(state_, parameter, static_cast<std::uint32_t>(value)) != BROTLI_TRUE)
    throw Error("",
                fmt::format("libbrotlienc does not accept {} for its parameter {}", value, static_cast<int>(parameter)),
                "Install libbrotli 1.0.9 or newer.");
}

void BrotliStream::feed(ByteView piece, BrotliEncoderOperation operation, Bytes& encoded) {
  ByteView taken;
  // An encoder without a header writes its first two bytes separately and then has output left although it has read
  // everything: only a call that produces nothing is the last one.
  do {
    taken = step(piece, operation);
    encoded.insert(encoded.end(), taken.begin(), taken.end());
  } while (!piece.empty() || !taken.empty());
}

/// Removes what was read from the front of piece; returns what was written, valid until the next step.
ByteView BrotliStream::step(ByteView& piece, BrotliEncoderOperation operation) {
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

}  // namespace wasmpair

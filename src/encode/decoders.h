// Decoders, which check the output of the encoders. Each is the reference decoder of its format and shares no code with
// the encoder that it checks: libbrotlidec, zlib (libdeflate encodes), libzstd's decompressor.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "wasmpair/asset.h"
#include "wasmpair/bytes.h"

namespace wasmpair {

/// The state of a decoder after a step.
enum class DecoderState {
  Running,  ///< It needs more input or more room.
  Ended,    ///< The stream, member or frame is complete, and all output has been written.
  Invalid,  ///< The input violates the format.
};

struct DecoderStep {
  DecoderState state;
  std::size_t consumed = 0;  ///< Bytes read from the front of the input.
  std::size_t produced = 0;  ///< Bytes written to the front of the output.
  std::string problem;       ///< The library's description of the problem; set if Invalid.
};

/// Decodes one stream (brotli), one member (gzip) or one frame (zstd).
class Decoder {
 public:
  virtual ~Decoder() = default;

  /// Continues decoding. Throws std::bad_alloc if the library lacks memory: that says nothing about the input. A
  /// Running step that neither consumes nor produces means that the input ended too early.
  virtual DecoderStep decode(ByteView input, std::span<std::uint8_t> output) = 0;
};

std::unique_ptr<Decoder> make_brotli_decoder();
std::unique_ptr<Decoder> make_gzip_decoder();
/// Rejects frames with a window above 8 MiB, as browsers do (RFC 9659).
std::unique_ptr<Decoder> make_zstandard_decoder();
/// Decodes one stream that refers to the dictionary, which must outlive the decoder. Only if has_brotli_dictionaries().
std::unique_ptr<Decoder> make_brotli_delta_decoder(ByteView dictionary);
/// Decodes one frame that refers to the dictionary, which must outlive the decoder.
std::unique_ptr<Decoder> make_zstandard_delta_decoder(ByteView dictionary);

std::unique_ptr<Decoder> make_decoder(Coding coding);

}  // namespace wasmpair

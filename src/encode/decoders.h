// Decoders: they read back what the encoders wrote. Each is the reference decoder of its format, and none shares code
// with the encoder that it checks: libbrotlidec, zlib (libdeflate writes), libzstd's decompressor.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "wasmpair/asset.h"
#include "wasmpair/bytes.h"

namespace wasmpair {

/// Where a decoder stands after a step.
enum class DecoderState {
  Going,    ///< It wants more input or more room.
  Ended,    ///< The stream, member or frame is complete, and all of it has been handed out.
  Refused,  ///< The input is not of the format.
};

struct DecoderStep {
  DecoderState state;
  std::size_t consumed = 0;  ///< Bytes taken from the front of the input.
  std::size_t produced = 0;  ///< Bytes written to the front of the output.
  std::string problem;       ///< The library's word for what is wrong; set when Refused.
};

/// Decodes one stream (brotli), one member (gzip) or one frame (zstd).
class Decoder {
 public:
  virtual ~Decoder() = default;

  /// Decodes on. A step that is Going and neither consumes nor produces means that the input ended too early.
  virtual DecoderStep decode(ByteView input, std::span<std::uint8_t> output) = 0;
};

std::unique_ptr<Decoder> make_brotli_decoder();
std::unique_ptr<Decoder> make_gzip_decoder();
/// Refuses frames whose window is larger than 8 MiB, as browsers do (RFC 9659).
std::unique_ptr<Decoder> make_zstandard_decoder();

std::unique_ptr<Decoder> make_decoder(Coding coding);

}  // namespace wasmpair

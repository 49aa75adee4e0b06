#include <zstd.h>
#include <zstd_errors.h>

#include <bit>
#include <new>

#include "encode/decoders.h"
#include "encode/zstandard_delta.h"

namespace wasmpair {
namespace {

/// RFC 9659, section 3: the window of a content coding is at most 8 MiB.
constexpr int max_window_bits = 23;

class ZstandardDecoder final : public Decoder {
 public:
  ZstandardDecoder(int window_bits, ByteView dictionary) {
    if (!context_) throw std::bad_alloc();
    ZSTD_DCtx_setParameter(context_.get(), ZSTD_d_windowLogMax, window_bits);
    if (!dictionary.empty()) ZSTD_DCtx_refPrefix(context_.get(), dictionary.data(), dictionary.size());
  }

  DecoderStep decode(ByteView input, std::span<std::uint8_t> output) override {
    ZSTD_inBuffer in{input.data(), input.size(), 0};
    ZSTD_outBuffer out{output.data(), output.size(), 0};
    const std::size_t result = ZSTD_decompressStream(context_.get(), &out, &in);
    if (ZSTD_getErrorCode(result) == ZSTD_error_memory_allocation) throw std::bad_alloc();
    DecoderStep step{DecoderState::Running, in.pos, out.pos, {}};
    if (result == 0) step.state = DecoderState::Ended;
    if (ZSTD_isError(result)) {
      step.state = DecoderState::Invalid;
      step.problem = ZSTD_getErrorName(result);
    }
    return step;
  }

 private:
  std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context_{ZSTD_createDCtx(), &ZSTD_freeDCtx};
};

}  // namespace

std::unique_ptr<Decoder> make_zstandard_decoder() {
  return std::make_unique<ZstandardDecoder>(max_window_bits, ByteView());
}

std::unique_ptr<Decoder> make_zstandard_delta_decoder(ByteView dictionary) {
  // Rounded up to a power of two. That of each delta is verified to the byte.
  const auto window_bits = std::bit_width(max_delta_window(dictionary.size()) - 1);
  return std::make_unique<ZstandardDecoder>(static_cast<int>(window_bits), dictionary);
}

}  // namespace wasmpair

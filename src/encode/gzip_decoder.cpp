#define ZLIB_CONST
#include <zlib.h>

#include <algorithm>
#include <limits>
#include <new>

#include "encode/decoders.h"

namespace wasmpair {
namespace {

/// inflateInit2: the largest window, and a gzip header only.
constexpr int gzip_window_bits = 15 + 16;

/// zlib counts in unsigned int; a longer span takes several steps.
unsigned clamp(std::size_t size) {
  return static_cast<unsigned>(std::min<std::size_t>(size, std::numeric_limits<unsigned>::max()));
}

class GzipDecoder final : public Decoder {
 public:
  GzipDecoder() {
    if (inflateInit2(&stream_, gzip_window_bits) != Z_OK) throw std::bad_alloc();
  }
  ~GzipDecoder() override { inflateEnd(&stream_); }
  GzipDecoder(const GzipDecoder&) = delete;
  GzipDecoder& operator=(const GzipDecoder&) = delete;

  DecoderStep decode(ByteView input, std::span<std::uint8_t> output) override {
    stream_.next_in = input.data();
    stream_.avail_in = clamp(input.size());
    stream_.next_out = output.data();
    stream_.avail_out = clamp(output.size());
    const int result = inflate(&stream_, Z_NO_FLUSH);
    if (result == Z_MEM_ERROR) throw std::bad_alloc();
    DecoderStep step{
        DecoderState::Running, clamp(input.size()) - stream_.avail_in, clamp(output.size()) - stream_.avail_out, {}};
    if (result == Z_STREAM_END) {
      step.state = DecoderState::Ended;
    } else if (result != Z_OK && result != Z_BUF_ERROR) {  // Z_BUF_ERROR: no progress, which the caller interprets
      step.state = DecoderState::Invalid;
      step.problem = stream_.msg != nullptr ? stream_.msg : zError(result);
    }
    return step;
  }

 private:
  z_stream stream_{};
};

}  // namespace

std::unique_ptr<Decoder> make_gzip_decoder() { return std::make_unique<GzipDecoder>(); }

}  // namespace wasmpair

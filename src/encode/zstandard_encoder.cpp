#include <zstd.h>
#include <zstd_errors.h>

#include <algorithm>
#include <bit>
#include <memory>
#include <new>
#include <span>
#include <string>

#include "encode/encoders.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

using Context = std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)>;

constexpr std::size_t piece_bytes = std::size_t{1} << 18;

std::size_t check(std::size_t result) {
  if (ZSTD_getErrorCode(result) == ZSTD_error_memory_allocation) throw std::bad_alloc();
  if (ZSTD_isError(result)) throw Error("", std::string("libzstd could not encode: ") + ZSTD_getErrorName(result), "");
  return result;
}

Context start(const Chunk& chunk, const ZstandardParameters& parameters) {
  Context context(ZSTD_createCCtx(), &ZSTD_freeCCtx);
  if (!context) throw std::bad_alloc();
  const auto set = [&](ZSTD_cParameter parameter, int value) {
    check(ZSTD_CCtx_setParameter(context.get(), parameter, value));
  };
  set(ZSTD_c_compressionLevel, parameters.level);
  set(ZSTD_c_windowLog, parameters.window_bits);
  set(ZSTD_c_contentSizeFlag, 1);
  set(ZSTD_c_checksumFlag, 1);
  set(ZSTD_c_dictIDFlag, 0);
  check(ZSTD_CCtx_setPledgedSrcSize(context.get(), chunk.bytes));
  return context;
}

void feed(ZSTD_CCtx* context, ByteView piece, ZSTD_EndDirective directive, std::span<std::uint8_t> buffer,
          Bytes& encoded) {
  ZSTD_inBuffer input{piece.data(), piece.size(), 0};
  std::size_t unwritten = 0;
  do {
    ZSTD_outBuffer output{buffer.data(), buffer.size(), 0};
    unwritten = check(ZSTD_compressStream2(context, &output, &input, directive));
    const auto produced = buffer.first(output.pos);
    encoded.insert(encoded.end(), produced.begin(), produced.end());
  } while (input.pos < input.size || (directive == ZSTD_e_end && unwritten > 0));
}

}  // namespace

std::uint64_t encoder_memory(std::size_t chunk_bytes, const ZstandardParameters& parameters) {
  // At the highest levels, two tables of 8 bytes per byte of the window, and two windows.
  constexpr std::uint64_t buffers = 2 << 20;
  const std::uint64_t window =
      std::min(std::bit_ceil<std::uint64_t>(chunk_bytes), std::uint64_t{1} << parameters.window_bits);
  return 18 * window + chunk_bytes / 2 + buffers;
}

std::optional<Bytes> encode_chunk(const Chunk& chunk, const ZstandardParameters& parameters, const Work& work) {
  const Context context = start(chunk, parameters);
  Bytes buffer(ZSTD_CStreamOutSize());
  Bytes encoded;
  ByteView rest = chunk.view();
  do {
    if (work.stop.stop_requested()) return std::nullopt;
    const ByteView piece = rest.first(std::min(rest.size(), piece_bytes));
    rest = rest.subspan(piece.size());
    feed(context.get(), piece, rest.empty() ? ZSTD_e_end : ZSTD_e_continue, buffer, encoded);
    work.fed += piece.size();
  } while (!rest.empty());
  return encoded;
}

}  // namespace wasmpair

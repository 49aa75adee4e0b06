#include "encode/zstandard_stream.h"

#include <zstd_errors.h>

#include <new>
#include <span>
#include <string>

#include "encode/pieces.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

void feed(ZSTD_CCtx* context, ByteView piece, ZSTD_EndDirective directive, std::span<std::uint8_t> buffer,
          Bytes& encoded) {
  ZSTD_inBuffer input{piece.data(), piece.size(), 0};
  std::size_t unwritten = 0;
  do {
    ZSTD_outBuffer output{buffer.data(), buffer.size(), 0};
    unwritten = check_zstandard(ZSTD_compressStream2(context, &output, &input, directive));
    const auto produced = buffer.first(output.pos);
    encoded.insert(encoded.end(), produced.begin(), produced.end());
  } while (input.pos < input.size || (directive == ZSTD_e_end && unwritten > 0));
}

}  // namespace

std::size_t check_zstandard(std::size_t result) {
  if (ZSTD_getErrorCode(result) == ZSTD_error_memory_allocation) throw std::bad_alloc();
  if (ZSTD_isError(result)) throw Error("", std::string("libzstd could not encode: ") + ZSTD_getErrorName(result), "");
  return result;
}

ZstandardContext make_zstandard_context(std::size_t content_bytes, int level, int window_bits) {
  ZstandardContext context(ZSTD_createCCtx(), &ZSTD_freeCCtx);
  if (!context) throw std::bad_alloc();
  const auto set = [&](ZSTD_cParameter parameter, int value) {
    check_zstandard(ZSTD_CCtx_setParameter(context.get(), parameter, value));
  };
  set(ZSTD_c_compressionLevel, level);
  set(ZSTD_c_windowLog, window_bits);
  set(ZSTD_c_contentSizeFlag, 1);
  set(ZSTD_c_checksumFlag, 1);
  set(ZSTD_c_dictIDFlag, 0);
  check_zstandard(ZSTD_CCtx_setPledgedSrcSize(context.get(), content_bytes));
  return context;
}

std::optional<Bytes> encode_zstandard(ZSTD_CCtx* context, ByteView content, const Work& work) {
  Bytes buffer(ZSTD_CStreamOutSize());
  return encode_in_pieces(content, work, [&](ByteView bytes, Piece piece, Bytes& encoded) {
    feed(context, bytes, piece == Piece::Last ? ZSTD_e_end : ZSTD_e_continue, buffer, encoded);
  });
}

}  // namespace wasmpair

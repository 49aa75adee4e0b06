// libzstd's encoder as a stream, for whole contents and for deltas.
#pragma once

#include <zstd.h>

#include <memory>
#include <optional>

#include "encode/encoders.h"
#include "wasmpair/bytes.h"

namespace wasmpair {

using ZstandardContext = std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)>;

/// libzstd's result, unless it is an error: then throws Error, or std::bad_alloc.
std::size_t check_zstandard(std::size_t result);

/// An encoder for one frame that has its content's size and checksum, and no dictionary id. Throws as check_zstandard.
ZstandardContext make_zstandard_context(std::size_t content_bytes, int level, int window_bits);

/// Encodes the content as that frame. Nothing if a stop was requested. Throws as check_zstandard.
std::optional<Bytes> encode_zstandard(ZSTD_CCtx* context, ByteView content, const Work& work);

}  // namespace wasmpair

// Deltas in brotli (RFC 7932, RFC 9842 section 4), without their header.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "encode/encoders.h"
#include "wasmpair/bytes.h"

namespace wasmpair {

/// Everything that affects the output, as text.
std::string describe_brotli_delta(int quality);

/// One stream. Nothing if a stop was requested. Only if has_brotli_dictionaries().
std::optional<Bytes> encode_brotli_delta(ByteView content, ByteView dictionary, int quality, const Work& work);

std::uint64_t brotli_delta_memory(std::size_t content_bytes, std::size_t dictionary_bytes, int quality);

}  // namespace wasmpair

// Deltas in Zstandard (RFC 8878, RFC 9842 section 5), without their header.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "encode/encoders.h"
#include "wasmpair/bytes.h"

namespace wasmpair {

/// The largest window that a browser must accept for a dictionary of that size (RFC 9842, section 5).
std::uint64_t max_delta_window(std::size_t dictionary_bytes);

/// The window that a frame's header declares (RFC 8878, section 3.1.1.1); the largest number if it is no frame.
std::uint64_t zstandard_window(ByteView frame);

/// One frame with the content's size and checksum, without a dictionary id. Nothing if a stop was requested.
std::optional<Bytes> encode_zstandard_delta(ByteView content, ByteView dictionary, int level, const Work& work);

std::uint64_t zstandard_delta_memory(std::size_t content_bytes, std::size_t dictionary_bytes);

}  // namespace wasmpair

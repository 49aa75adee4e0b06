// Sample contents, and decoders that share no code with ours.
#pragma once

#include <cstddef>

#include "wasmpair/asset.h"
#include "wasmpair/bytes.h"

namespace wasmpair {

/// size zeros.
Bytes zeros(std::size_t size);

/// Numbered lines that differ slightly: compress well and quickly.
Bytes lines(std::size_t size);

/// Pseudo-random bytes that no coding makes smaller.
Bytes noise(std::size_t size);

/// Decodes with a one-shot call of the coding's library. Fails the test and returns nothing if the library fails or
/// does not produce exactly size bytes.
Bytes decode_by_library(Coding coding, ByteView encoded, std::size_t size);

/// The joined results of encode_chunk for all chunks of a content.
Bytes encode_by_level(Level level, Coding coding, ByteView content);

}  // namespace wasmpair

// Contents to encode, and decoders that share no code with ours.
#pragma once

#include <cstddef>

#include "wasmpair/asset.h"
#include "wasmpair/bytes.h"

namespace wasmpair {

/// size zeros.
Bytes zeros(std::size_t size);

/// Lines that count, a little different each: compresses well, and quickly.
Bytes lines(std::size_t size);

/// Pseudo-random bytes that no coding makes smaller.
Bytes noise(std::size_t size);

/// Decodes with a one-shot call of the coding's library. Fails the test and returns nothing if the library refuses, or
/// unless exactly size bytes come out.
Bytes decode_by_library(Coding coding, ByteView encoded, std::size_t size);

/// What encode_chunk writes for a whole content at a level: its chunks joined.
Bytes encode_by_level(Level level, Coding coding, ByteView content);

}  // namespace wasmpair

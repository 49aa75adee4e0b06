// Recipes: the parameters for each coding at each level, in one table.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>

#include "wasmpair/asset.h"

namespace wasmpair {

/// Parameters of libbrotlienc; see brotli/encode.h.
struct BrotliParameters {
  int quality;       ///< 0 to 11.
  int window_bits;   ///< The maximum window, 10 to 24 (RFC 7932, section 9.1); small contents use a smaller one.
  int postfix_bits;  ///< NPOSTFIX to start from, 0 to 3 (RFC 7932, section 4).
  int direct_codes;  ///< NDIRECT to start from: 0 to 15 << postfix_bits, in steps of 1 << postfix_bits.
};

/// Parameters of libdeflate.
struct GzipParameters {
  int level;  ///< 0 to 12.
};

/// Parameters of libzstd.
struct ZstandardParameters {
  int level;        ///< 1 to 22.
  int window_bits;  ///< The maximum window: at most 23, because browsers reject more than 8 MiB (RFC 9659, section 3).
};

using Parameters = std::variant<BrotliParameters, GzipParameters, ZstandardParameters>;

struct Recipe {
  Level level;
  Coding coding;
  Parameters parameters;
  std::size_t chunks;                  ///< The number of chunks per content (chunk.h). 1 if the format or its decoders
                                       ///< do not support joined streams.
  std::uint64_t nanoseconds_per_byte;  ///< Approximate, on a machine of 2022: the slowest job starts first.
};

const Recipe& recipe(Level level, Coding coding);

/// Everything in a recipe that affects the output, as text: "quality=11 window_bits=24 …".
std::string describe(const Recipe& recipe);

}  // namespace wasmpair

// Recipes: with which parameters each coding is written at each level. One table, one row a level and coding.
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
  int window_bits;   ///< The largest window, 10 to 24 (RFC 7932, section 9.1); a small content gets a smaller one.
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
  int window_bits;  ///< The largest window: at most 23, because browsers refuse more than 8 MiB (RFC 9659, section 3).
};

using Parameters = std::variant<BrotliParameters, GzipParameters, ZstandardParameters>;

struct Recipe {
  Level level;
  Coding coding;
  Parameters parameters;
  std::size_t chunks;                ///< Into how many chunks a content is divided (chunk.h). One where the format or
                                     ///< its decoders would not take a joined stream for one.
  std::uint64_t nanoseconds_a_byte;  ///< Roughly, on a machine of 2022: what to start first.
};

const Recipe& recipe(Level level, Coding coding);

/// Everything in a recipe that decides bytes, as text: "quality=11 window_bits=24 …".
std::string describe(const Recipe& recipe);

}  // namespace wasmpair

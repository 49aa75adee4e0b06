#include "encode/recipes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "encode/chunk.h"

namespace wasmpair {
namespace {

constexpr std::array table{
    Recipe{Level::Fast, Coding::Brotli, BrotliParameters{6, 24, 0, 0}, 2, 50},
    Recipe{Level::Fast, Coding::Gzip, GzipParameters{6}, 1, 20},
    Recipe{Level::Fast, Coding::Zstandard, ZstandardParameters{6, 23}, 1, 20},
    Recipe{Level::Release, Coding::Brotli, BrotliParameters{11, 24, 2, 0}, 2, 2800},
    Recipe{Level::Release, Coding::Gzip, GzipParameters{12}, 1, 230},
    Recipe{Level::Release, Coding::Zstandard, ZstandardParameters{19, 23}, 1, 500},
    Recipe{Level::Smallest, Coding::Brotli, BrotliParameters{11, 24, 2, 0}, 1, 2800},
    Recipe{Level::Smallest, Coding::Gzip, GzipParameters{12}, 1, 230},
    Recipe{Level::Smallest, Coding::Zstandard, ZstandardParameters{22, 23}, 1, 700},
};

std::string text(const BrotliParameters& p) {
  return fmt::format("quality={} window_bits={} postfix_bits={} direct_codes={}", p.quality, p.window_bits,
                     p.postfix_bits, p.direct_codes);
}

std::string text(const GzipParameters& p) { return fmt::format("level={}", p.level); }

std::string text(const ZstandardParameters& p) {
  return fmt::format("level={} window_bits={}", p.level, p.window_bits);
}

}  // namespace

const Recipe& recipe(Level level, Coding coding) {
  return *std::ranges::find_if(table, [=](const Recipe& row) { return row.level == level && row.coding == coding; });
}

std::string describe(const Recipe& recipe) {
  const std::string parameters = std::visit([](const auto& chosen) { return text(chosen); }, recipe.parameters);
  return fmt::format("{} chunks={} divided_from={}", parameters, recipe.chunks, min_divided_content);
}

}  // namespace wasmpair

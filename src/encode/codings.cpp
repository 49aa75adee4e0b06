#include "encode/codings.h"

#include <algorithm>
#include <array>

namespace wasmpair {
namespace {

constexpr std::array table{
    CodingInfo{Coding::Brotli, "br", ".br"},
    CodingInfo{Coding::Gzip, "gzip", ".gz"},
    CodingInfo{Coding::Zstandard, "zstd", ".zst"},
};

}  // namespace

std::span<const CodingInfo> codings() { return table; }

const CodingInfo& info(Coding coding) { return *std::ranges::find(table, coding, &CodingInfo::coding); }

std::string_view encoding_name(std::optional<Coding> coding) { return coding ? info(*coding).token : "identity"; }

std::optional<Coding> parse_coding(std::string_view token) {
  const auto* const row = std::ranges::find(table, token, &CodingInfo::token);
  if (row == table.end()) return std::nullopt;
  return row->coding;
}

}  // namespace wasmpair

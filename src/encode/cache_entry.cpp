#include "encode/cache_entry.h"

#include <algorithm>
#include <span>

namespace wasmpair {
namespace {

constexpr std::array<std::uint8_t, 5> magic_and_version{'W', 'P', 'C', 'E', 1};

}  // namespace

CacheEntryHeaderBytes write_cache_entry_header(const CacheEntryHeader& header) {
  CacheEntryHeaderBytes bytes{};
  auto next = std::ranges::copy(magic_and_version, bytes.begin()).out;
  next = std::ranges::copy(header.key.bytes, next).out;
  for (unsigned shift = 0; shift < 64; shift += 8) *next++ = static_cast<std::uint8_t>(header.size >> shift);
  std::ranges::copy(header.digest.bytes, next);
  return bytes;
}

std::optional<CacheEntryHeader> read_cache_entry_header(const CacheEntryHeaderBytes& bytes) {
  std::span<const std::uint8_t> rest(bytes);
  const auto take = [&rest](std::size_t count) {
    const auto taken = rest.first(count);
    rest = rest.subspan(count);
    return taken;
  };
  if (!std::ranges::equal(take(magic_and_version.size()), magic_and_version)) return std::nullopt;
  CacheEntryHeader header;
  std::ranges::copy(take(header.key.bytes.size()), header.key.bytes.begin());
  unsigned shift = 0;
  for (const std::uint8_t byte : take(8)) {
    header.size |= std::uint64_t{byte} << shift;
    shift += 8;
  }
  std::ranges::copy(take(header.digest.bytes.size()), header.digest.bytes.begin());
  return header;
}

}  // namespace wasmpair

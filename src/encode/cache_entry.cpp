#include "encode/cache_entry.h"

#include <algorithm>
#include <span>

namespace wasmpair {
namespace {

constexpr std::array<std::uint8_t, 5> magic_and_version{'W', 'P', 'C', 'E', 2};

Sha256 seal_of(const CacheEntryHeader& header, const SealKey& key) {
  return seal(key, ByteView(write_cache_entry_header(header)).first(sealed_header_bytes));
}

}  // namespace

CacheEntryHeader sealed(CacheEntryHeader header, const std::optional<SealKey>& key) {
  header.seal = key ? seal_of(header, *key) : Sha256{};
  return header;
}

bool is_sealed(const CacheEntryHeader& header, const std::optional<SealKey>& key) {
  return key && equal_seals(header.seal, seal_of(header, *key));
}

CacheEntryHeaderBytes write_cache_entry_header(const CacheEntryHeader& header) {
  CacheEntryHeaderBytes bytes{};
  auto next = std::ranges::copy(magic_and_version, bytes.begin()).out;
  next = std::ranges::copy(header.key.bytes, next).out;
  for (unsigned shift = 0; shift < 64; shift += 8) *next++ = static_cast<std::uint8_t>(header.size >> shift);
  next = std::ranges::copy(header.digest.bytes, next).out;
  std::ranges::copy(header.seal.bytes, next);
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
  std::ranges::copy(take(header.seal.bytes.size()), header.seal.bytes.begin());
  return header;
}

}  // namespace wasmpair

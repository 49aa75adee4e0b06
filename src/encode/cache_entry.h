// The format of cache files.
//
//   entry   = magic version key size digest seal payload
//   magic   = "WPCE"              4 bytes
//   version = 0x02                1 byte
//   key     = 32 bytes            the key of the entry, which detects moved and copied files
//   size    = 8 bytes             of the payload, least significant byte first
//   digest  = 32 bytes            SHA-256 of the payload
//   seal    = 32 bytes            of everything before it (cache_seal.h), or zeros
//   payload = size bytes, to the end of the file
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "encode/cache_seal.h"
#include "wasmpair/bytes.h"
#include "wasmpair/digest.h"

namespace wasmpair {

constexpr std::size_t sealed_header_bytes = 4 + 1 + 32 + 8 + 32;
constexpr std::size_t cache_entry_header_bytes = sealed_header_bytes + 32;

using CacheEntryHeaderBytes = std::array<std::uint8_t, cache_entry_header_bytes>;

struct CacheEntryHeader {
  Sha256 key;
  std::uint64_t size = 0;
  Sha256 digest;
  Sha256 seal{};
};

CacheEntryHeaderBytes write_cache_entry_header(const CacheEntryHeader& header);

/// The header with its seal by key, or without one if there is no key.
CacheEntryHeader sealed(CacheEntryHeader header, const std::optional<SealKey>& key);

/// True if the seal of the header is by key.
bool is_sealed(const CacheEntryHeader& header, const std::optional<SealKey>& key);

/// Nothing if the magic or the version differs.
std::optional<CacheEntryHeader> read_cache_entry_header(const CacheEntryHeaderBytes& bytes);

}  // namespace wasmpair

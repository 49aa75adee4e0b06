// The format of cache files.
//
//   entry   = magic version key size digest payload
//   magic   = "WPCE"              4 bytes
//   version = 0x01                1 byte
//   key     = 32 bytes            the key of the entry, which detects moved and copied files
//   size    = 8 bytes             of the payload, least significant byte first
//   digest  = 32 bytes            SHA-256 of the payload
//   payload = size bytes, to the end of the file
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "wasmpair/bytes.h"
#include "wasmpair/digest.h"

namespace wasmpair {

constexpr std::size_t cache_entry_header_bytes = 4 + 1 + 32 + 8 + 32;

using CacheEntryHeaderBytes = std::array<std::uint8_t, cache_entry_header_bytes>;

struct CacheEntryHeader {
  Sha256 key;
  std::uint64_t size = 0;
  Sha256 digest;
};

CacheEntryHeaderBytes write_cache_entry_header(const CacheEntryHeader& header);

/// Nothing if the magic or the version differs.
std::optional<CacheEntryHeader> read_cache_entry_header(const CacheEntryHeaderBytes& bytes);

}  // namespace wasmpair

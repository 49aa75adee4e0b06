// The interface of a cache shared between machines.
#pragma once

#include <cstdint>
#include <optional>

#include "encode/cache.h"

namespace wasmpair {

/// Others write to it, so its entries are not trusted: encode() decodes each hit and compares it with the content. Used
/// from several threads at once. Never fails a run.
class SharedCache {
 public:
  virtual ~SharedCache() = default;

  /// The alleged entry for key; nothing if it is absent or larger than max_bytes. Its digest matches its bytes.
  virtual std::optional<CacheEntry> load(const Sha256& key, std::uint64_t max_bytes) = 0;

  /// Offers content for storage under key. digest: of content.
  virtual void store(const Sha256& key, ByteView content, const Sha256& digest) = 0;

  /// Reports that a loaded entry was wrong. The correct one is stored soon afterwards.
  virtual void report_damage() = 0;
};

}  // namespace wasmpair

// A cache that machines share, as encode() sees it.
#pragma once

#include <cstdint>
#include <optional>

#include "encode/cache.h"

namespace wasmpair {

/// Others write into it, so what it gives is not believed: encode() decodes each hit and compares it with the content.
/// It is asked from several threads at once, and never fails a run.
class SharedCache {
 public:
  virtual ~SharedCache() = default;

  /// What is said to be stored under key, at most most_bytes; nothing if there is none. The digest is that of the
  /// bytes.
  virtual std::optional<CacheEntry> load(const Sha256& key, std::uint64_t most_bytes) = 0;

  /// Offers bytes to be stored under key. digest: of content.
  virtual void store(const Sha256& key, ByteView content, const Sha256& digest) = 0;

  /// Tells that what was loaded is not what should be under its key. It is stored anew soon.
  virtual void report_damage() = 0;
};

}  // namespace wasmpair

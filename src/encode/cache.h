// A directory of encodings: an unchanged module is encoded only once.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "wasmpair/bytes.h"
#include "wasmpair/digest.h"

namespace wasmpair {

/// An entry of the cache.
struct CacheEntry {
  Bytes content;
  Sha256 digest;  ///< Of content; verified during reading.
};

/// Layout: DIRECTORY/ab/cdef… where abcdef… is the key in hex; cache_entry.h defines the file format. The directory may
/// be deleted at any time, even while runs use it, and several machines may share it.
///
/// An absent, truncated, corrupt, misplaced or unreadable entry reads as nothing and is rewritten. Entries are renamed
/// into place, so a killed run leaves none half-written; an entry emptied by a power cut does not match its digest. The
/// cache never fails a run: if its directory is not writable, it stores nothing.
class Cache {
 public:
  static constexpr std::uint64_t default_limit = std::uint64_t{1} << 30;

  /// directory: created when the first entry is stored. limit: the size in bytes to which trim() shrinks the cache.
  explicit Cache(std::string directory, std::uint64_t limit = default_limit);

  /// The entry for key; nothing if it is absent or larger than max_bytes. Marks the entry as used.
  std::optional<CacheEntry> load(const Sha256& key, std::uint64_t max_bytes) const;

  /// Stores content under key, atomically. digest: of content.
  void store(const Sha256& key, ByteView content, const Sha256& digest) const;

  /// Removes the least recently used entries until the limit is met, and the leftovers of killed runs. Touches only
  /// entries and temporary files.
  void trim() const;

 private:
  std::string directory_;
  std::uint64_t limit_;
};

/// $XDG_CACHE_HOME/wasmpair, else $HOME/.cache/wasmpair, else "" (no cache). Relative paths are ignored (XDG Base
/// Directory Specification 0.8).
std::string default_cache_directory();

}  // namespace wasmpair

// A directory of encoded contents, so that an unchanged module is encoded once.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "wasmpair/bytes.h"
#include "wasmpair/digest.h"

namespace wasmpair {

/// What the cache held.
struct CacheEntry {
  Bytes content;
  Sha256 digest;  ///< Of content; checked while it was read.
};

/// Layout: DIRECTORY/ab/cdef… where abcdef… is the key in hex; the format of a file is in cache_entry.h. The directory
/// may be deleted at any time, also while runs use it, and may be shared by machines.
///
/// An entry that is absent, truncated, corrupt, misplaced or unreadable reads as nothing, and is written anew. Entries
/// appear by a rename, so a killed run leaves none half-written; one that a power cut has emptied does not match its
/// digest. The cache never fails a run: a directory that cannot be written is a cache that stores nothing.
class Cache {
 public:
  static constexpr std::uint64_t default_limit = std::uint64_t{1} << 30;

  /// directory: created when the first entry is stored. limit: bytes that trim() leaves.
  explicit Cache(std::string directory, std::uint64_t limit = default_limit);

  /// The bytes stored under key, or nothing; also nothing if there are more than most_bytes. Marks the entry as used.
  std::optional<CacheEntry> load(const Sha256& key, std::uint64_t most_bytes) const;

  /// Stores bytes under key, atomically. digest: of content.
  void store(const Sha256& key, ByteView content, const Sha256& digest) const;

  /// Removes the entries that have not been used for longest until the limit is kept, and what killed runs have left.
  /// Touches nothing but entries and temporary files.
  void trim() const;

 private:
  std::string directory_;
  std::uint64_t limit_;
};

/// $XDG_CACHE_HOME/wasmpair, else $HOME/.cache/wasmpair, else "" (no cache). Relative paths do not count (XDG Base
/// Directory Specification 0.8).
std::string default_cache_directory();

}  // namespace wasmpair

// A directory of encodings: an unchanged module is encoded only once.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "encode/cache_seal.h"
#include "wasmpair/bytes.h"
#include "wasmpair/digest.h"
#include "wasmpair/warning.h"

namespace wasmpair {

/// Whether a run of this user has already verified an entry.
enum class Trust {
  Unsealed,  ///< Anybody may have written it: what it claims must be verified.
  Sealed,    ///< A run of this user stored it after verifying it.
};

/// An entry of a cache.
struct CacheEntry {
  Bytes content;
  Sha256 digest;  ///< Of content; verified during reading.
  Trust trust = Trust::Unsealed;
};

/// Layout: DIRECTORY/ab/cdef… where abcdef… is the key in hex; cache_entry.h defines the file format. The directory may
/// be deleted at any time, even while runs use it, and several machines may share it: a valid digest does not show who
/// wrote an entry, so entries carry a seal that only this user can make (cache_seal.h). Without a key, as with the
/// wrong one, every entry is Unsealed.
///
/// A directory that belongs to another user, or that its group or others may write to, is neither read nor written:
/// whoever may replace files in it could also direct what trim() removes.
///
/// An absent, truncated, corrupt, misplaced or unreadable entry reads as nothing and is rewritten. Entries are renamed
/// into place, so a killed run leaves none half-written; an entry emptied by a power cut does not match its digest. The
/// cache never fails a run: if its directory is not writable, it stores nothing.
class Cache {
 public:
  static constexpr std::uint64_t default_limit = std::uint64_t{1} << 30;

  /// directory: created when the first entry is stored, for this user alone. limit: the size in bytes to which trim()
  /// shrinks the cache.
  Cache(std::string directory, std::optional<SealKey> key, std::uint64_t limit = default_limit);

  /// The entry for key; nothing if it is absent or larger than max_bytes. Marks the entry as used.
  std::optional<CacheEntry> load(const Sha256& key, std::uint64_t max_bytes) const;

  /// Stores content, which the caller has verified, under key, sealed and atomically. digest: of content.
  void store(const Sha256& key, ByteView content, const Sha256& digest) const;

  /// Removes the least recently used entries until the limit is met, and the leftovers of killed runs. Touches only
  /// entries and temporary files.
  void trim() const;

  /// False without a key: entries stay Unsealed.
  bool seals() const { return key_.has_value(); }

  /// Why the directory is not used; nothing if it is.
  std::optional<Warning> warning() const;

 private:
  std::string directory_;
  std::optional<SealKey> key_;
  std::uint64_t limit_;
};

}  // namespace wasmpair

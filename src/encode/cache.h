// A directory of encoded contents, so that an unchanged module is encoded once.
#pragma once

#include <optional>
#include <string>

#include "wasmpair/bytes.h"
#include "wasmpair/digest.h"

namespace wasmpair {

/// Entries are content-addressed by a key and carry the digest of what they hold. An entry that is absent, truncated or
/// corrupt reads as nothing and is written anew. The cache never fails a run: a directory that cannot be written is a
/// cache that stores nothing.
class Cache {
 public:
  /// directory: created when the first entry is stored.
  explicit Cache(std::string directory);

  /// The bytes stored under key, or nothing.
  std::optional<Bytes> load(const Sha256& key) const;

  /// Stores bytes under key, atomically.
  void store(const Sha256& key, ByteView content) const;

 private:
  std::string directory_;
};

/// $XDG_CACHE_HOME/wasmpair, else $HOME/.cache/wasmpair, else "" (no cache).
std::string default_cache_directory();

}  // namespace wasmpair

// Modules of earlier releases that were fetched, kept in the cache of encodings: the next run fetches them no more.
#pragma once

#include <optional>

#include "encode/cache.h"
#include "wasmpair/bytes.h"
#include "wasmpair/digest.h"
#include "wasmpair/manifest.h"

namespace wasmpair {

class FetchedModules {
 public:
  /// cache: may be null; then nothing is kept. It outlives this.
  explicit FetchedModules(const Cache* cache) : cache_(cache) {}

  /// The content of a file by its digest. Whoever wrote the entry, sealed or not: what it has is compared.
  std::optional<Bytes> find(const ManifestFile& file) const;
  /// digest: of content.
  void keep(ByteView content, const Sha256& digest) const;

 private:
  const Cache* cache_;
};

}  // namespace wasmpair

#include "ledger/fetched_modules.h"

#include <utility>

#include "encode/cache_key.h"

namespace wasmpair {
namespace {

Sha256 key_of(const Sha256& digest) { return cache_key("earlier module 1", digest); }

}  // namespace

std::optional<Bytes> FetchedModules::find(const ManifestFile& file) const {
  const std::optional<Sha256> digest = parse_sha256(file.sha256);
  if (cache_ == nullptr || !digest) return std::nullopt;
  std::optional<CacheEntry> entry = cache_->load(key_of(*digest), file.bytes);
  if (!entry || entry->digest != *digest) return std::nullopt;
  return std::move(entry->content);
}

void FetchedModules::keep(ByteView content, const Sha256& digest) const {
  if (cache_ == nullptr) return;
  cache_->store(key_of(digest), content, digest);
  cache_->trim();
}

}  // namespace wasmpair

#include "commands/known_validation.h"

#include "encode/cache_key.h"

namespace wasmpair {

ProposalUses known_validation(const UnvalidatedBodies& bodies, const std::function<Sha256()>& digest,
                              const Cache* cache, unsigned threads) {
  if (cache == nullptr || !cache->seals()) return validate_bodies(bodies, threads);
  // A release may reject what an earlier one accepted.
  const Sha256 key = cache_key("validation by " WASMPAIR_VERSION, digest());
  const std::optional<CacheEntry> entry = cache->load(key, 0);
  if (entry && entry->trust == Trust::Sealed) return {};
  ProposalUses uses = validate_bodies(bodies, threads);
  if (!uses.any_unvalidated()) cache->store(key, {}, sha256({}));
  return uses;
}

}  // namespace wasmpair

// The integrity of contents, cached between runs.
#pragma once

#include <string>

#include "encode/cache.h"

namespace wasmpair {

/// integrity(content), from the cache if possible: SHA-384 takes longer than everything else in a run whose encodings
/// are cached. Only a sealed entry is believed. digest: of content. cache: may be null.
std::string known_integrity(ByteView content, const Sha256& digest, const Cache* cache);

}  // namespace wasmpair

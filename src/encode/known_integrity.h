// The integrity of contents, kept between runs.
#pragma once

#include <string>

#include "encode/cache.h"

namespace wasmpair {

/// integrity(content), from the cache where it has it: SHA-384 takes longer than all else in a run that finds its
/// encodings there. digest: of content. cache: may be null.
std::string known_integrity(ByteView content, const Sha256& digest, const Cache* cache);

}  // namespace wasmpair

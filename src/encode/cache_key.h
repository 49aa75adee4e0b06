// The cache key of an encoding, which covers everything that determines its bytes.
#pragma once

#include <string>

#include "encode/recipes.h"
#include "wasmpair/digest.h"

namespace wasmpair {

/// SHA-256 over the lines
///   "wasmpair encoding 1"
///   content=HEX      SHA-256 of the content
///   coding=TOKEN
///   encoder=VERSION  as encoder_version writes it
///   recipe=TEXT      as describe(Recipe) writes it
/// each ended by "\n".
Sha256 cache_key(const Sha256& content, const Recipe& recipe, const std::string& encoder);

}  // namespace wasmpair

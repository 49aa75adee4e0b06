// The keys of cache entries, which cover everything that determines their bytes.
#pragma once

#include <string>
#include <string_view>

#include "encode/delta.h"
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

/// The same for a delta, of
///   "wasmpair delta 1"
///   content=HEX
///   dictionary=HEX   SHA-256 of the dictionary
///   coding=TOKEN
///   encoder=VERSION
///   recipe=TEXT
Sha256 cache_key(const Sha256& content, const Sha256& dictionary, const DeltaRecipe& recipe,
                 const std::string& encoder);

/// SHA-256 over the lines
///   "wasmpair FACT"
///   content=HEX      SHA-256 of the content
/// each ended by "\n". fact: what the entry tells of the content, with the version of its format, on one line.
Sha256 cache_key(std::string_view fact, const Sha256& content);

}  // namespace wasmpair

// The requests of verify for a module that has deltas: those of visitors who have an earlier release, who have none,
// and who have another one.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "verify/probe.h"
#include "wasmpair/digest.h"

namespace wasmpair {

enum class DeltaAspect {
  Dictionary,    ///< The earlier module itself, to decode with.
  Whole,         ///< A delta, decoded.
  Beginning,     ///< The first bytes of a response: enough to see what it is.
  Head,          ///< HEAD of the first delta.
  Revalidation,  ///< GET with the ETag of the first delta.
  Range,         ///< The first bytes of the module.
  OwnName,       ///< HEAD of a delta by the name of its file.
};

/// A request and what it is about.
struct DeltaQuestion {
  DeltaAspect aspect;
  Probe probe;
  std::optional<Sha256> available = {};    ///< As sent in Available-Dictionary.
  std::vector<std::string> accepted = {};  ///< The codings of deltas in Accept-Encoding, except with q=0.
  /// Those that may be the response, by their index in the route; empty: none may.
  std::vector<std::size_t> deltas = {};
};

/// A dictionary is fetched up to that size: browsers keep none that is larger.
inline constexpr std::uint64_t max_dictionary_bytes = std::uint64_t{100} << 20U;

/// The questions for a route with deltas, whose URL is absolute, in the order in which to ask them: each after the
/// response to the one before it, because a cache may answer with that. The first but for Dictionary is that of a
/// visitor who has the last release.
std::vector<DeltaQuestion> plan_delta_questions(const Route& route, const Deployment& site);

/// The maximum number of them.
std::size_t max_delta_questions(const Route& route);

}  // namespace wasmpair

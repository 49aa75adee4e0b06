// Asks the questions about deltas, one after the other for each module, and keeps what is needed to decode.
#pragma once

#include <span>
#include <vector>

#include "verify/delta_questions.h"
#include "verify/http_client.h"

namespace wasmpair {

/// Asks all questions of each route, in their order; routes are asked about concurrently, a few at a time, so that the
/// dictionaries that are in memory have at most about max_dictionary_bytes together. Questions that cannot be asked,
/// because an earlier response lacks what they need, are removed.
void ask_about_deltas(HttpClient& client, std::span<std::vector<DeltaQuestion>> routes, Stage& stage);

}  // namespace wasmpair

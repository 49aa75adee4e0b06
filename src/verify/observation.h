// What a check observed: one incident at one probe. collect.h turns observations into findings.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "verify/probe.h"

namespace wasmpair {

struct Observation {
  std::string_view id;     ///< Of the incident.
  std::string message;     ///< One sentence, no full stop.
  const Probe* probe;      ///< Where; null if it does not concern a single response.
  std::string cause = {};  ///< If it is known better than in general; "": that of the incident.
  std::string fix = {};    ///< As cause.
};

using Observations = std::vector<Observation>;

}  // namespace wasmpair

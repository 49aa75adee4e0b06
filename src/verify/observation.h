// What a check saw: one incident at one probe. collect.h makes findings of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "verify/probe.h"

namespace wasmpair {

struct Observation {
  std::string_view id;  ///< Of the incident.
  std::string message;  ///< One sentence, no full stop.
  const Probe* probe;   ///< Where; null if it is not about one answer.
};

using Observations = std::vector<Observation>;

}  // namespace wasmpair

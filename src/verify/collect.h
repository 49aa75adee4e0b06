// Turns observations of the checks into findings that a person can act on.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "verify/observation.h"
#include "wasmpair/delivery_finding.h"

namespace wasmpair {

/// Collects one finding per incident, in the order of the first observations, each with the evidence of the first one.
class Findings {
 public:
  /// The probes of the observations are not referred to afterwards.
  void add(const Observations& observed);

  std::vector<DeliveryFinding> take() { return std::move(findings_); }

 private:
  struct Subjects {
    std::size_t finding;  // its index
    std::set<std::string> listed;
    std::string last;
  };

  Subjects& find_or_begin(const Observation& observation);

  std::vector<DeliveryFinding> findings_;
  std::map<std::string_view, Subjects> subjects_;  // by the incident's id
};

}  // namespace wasmpair

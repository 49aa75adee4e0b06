// Problems that did not stop the run.
#pragma once

#include <string>

namespace wasmpair {

/// The parts of a message, as in Error.
struct Warning {
  std::string place;
  std::string problem;
  std::string advice;
};

}  // namespace wasmpair

// What went wrong without stopping the run.
#pragma once

#include <string>

namespace wasmpair {

/// The parts of a message, as Error has them.
struct Warning {
  std::string place;
  std::string problem;
  std::string advice;
};

}  // namespace wasmpair

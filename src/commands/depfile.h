// The dependency file of a run, in make syntax, for Make, Ninja and CMake.
#pragma once

#include <string>
#include <vector>

namespace wasmpair {

/// "TARGET: INPUT INPUT …\n", and for each input a rule without prerequisites and recipe. Inputs are sorted, without
/// duplicates. Throws Error for a path that cannot be written so that GNU make and Ninja read it as itself.
std::string depfile_text(const std::string& target, std::vector<std::string> inputs);

}  // namespace wasmpair

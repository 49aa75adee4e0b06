// The dependency file of a run, in make syntax, for Make, Ninja and CMake.
#pragma once

#include <string>
#include <vector>

namespace wasmpair {

/// "TARGET: INPUT INPUT …\n", and for each input a rule without prerequisites and recipe. Inputs are sorted, without
/// duplicates. Spaces, "#" and "$" are escaped for GNU make and for Ninja's depfile reader.
std::string depfile_text(const std::string& target, std::vector<std::string> inputs);

}  // namespace wasmpair

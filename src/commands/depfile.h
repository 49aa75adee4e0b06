// The dependency file of a run, in make syntax, for Make, Ninja and CMake.
#pragma once

#include <string>
#include <vector>

namespace wasmpair {

/// "TARGET: INPUT INPUT …\n", and for each input a rule without prerequisites and recipe. Inputs are sorted and listed
/// once each.
/// Spaces, "#" and "$" are escaped as GNU make wants them and as Ninja's depfile reader understands them.
std::string depfile_text(const std::string& target, std::vector<std::string> inputs);

}  // namespace wasmpair

// Imports that a page has to bring.
#pragma once

#include <string>
#include <vector>

#include "wasmpair/module.h"
#include "wasmpair/warning.h"

namespace wasmpair {

/// A warning for each import module that was allowed and that the module does import from, in the order of its imports:
/// the release alone cannot start. file: the module's, for the warnings.
std::vector<Warning> page_imports(const Module& module, const std::string& file,
                                  const std::vector<std::string>& allowed);

}  // namespace wasmpair

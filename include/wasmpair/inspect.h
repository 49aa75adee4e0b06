// `wasmpair inspect`: what a module is.
#pragma once

#include <optional>
#include <string>

#include "wasmpair/digest.h"
#include "wasmpair/module.h"
#include "wasmpair/slim.h"

namespace wasmpair {

struct InspectReport {
  Bytes content;  ///< What module's views point into.
  Module module;
  Sha256 digest;
  std::optional<SlimResult> slimmed;  ///< What slimming would give; nothing if the file is not a WebAssembly module.
};

/// Throws Error if the file cannot be read or is malformed.
InspectReport inspect(const std::string& module_file);

}  // namespace wasmpair

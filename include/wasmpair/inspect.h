// `wasmpair inspect`: describes a module.
#pragma once

#include <optional>
#include <string>

#include "wasmpair/digest.h"
#include "wasmpair/guest.h"
#include "wasmpair/module.h"
#include "wasmpair/slim.h"

namespace wasmpair {

/// Move it, but do not copy it: the module of a copy would point into the original.
struct InspectReport {
  Bytes content;  ///< The file; module's views point into it.
  Module module;
  Sha256 digest;                      ///< Of the file.
  std::optional<GuestProof> guest;    ///< Of a module for WASI: as a guest with the default options.
  std::optional<SlimResult> slimmed;  ///< What slimming would give; empty if the file is not a WebAssembly module.
};

/// Throws Error if the file cannot be read or is malformed.
InspectReport inspect(const std::string& module_file);

}  // namespace wasmpair

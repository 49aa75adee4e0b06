// `wasmpair check`: the proof that a module and a shim fit, without publishing anything.
#pragma once

#include <optional>
#include <string>

#include "wasmpair/finding.h"
#include "wasmpair/module.h"
#include "wasmpair/proof.h"
#include "wasmpair/toolchain.h"

namespace wasmpair {

struct CheckRequest {
  std::string module_file;
  ToolchainRequest toolchain;
  ProofOptions proof;
};

struct CheckReport {
  Bytes content;  ///< What module's views point into.
  Module module;
  /// Nothing if the module is not one for the browser: then no shim is looked for.
  std::optional<Toolchain> toolchain;
  std::optional<Shim> shim;
  Findings findings;  ///< Empty: the pair fits.
};

/// Throws Error if a file cannot be read, is malformed, or no shim can be located.
CheckReport check(const CheckRequest& request);

}  // namespace wasmpair

// `wasmpair check`: proves that a module and a shim fit, and publishes nothing.
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

/// Move it, but do not copy it: the module of a copy would point into the original.
struct CheckReport {
  Bytes content;  ///< The file; module's views point into it.
  Module module;
  /// Empty if the module is not a Go program for the browser: then no shim is located.
  std::optional<Toolchain> toolchain;
  std::optional<Shim> shim;
  Findings findings;  ///< Empty: the pair fits.
};

/// Throws Error if a file cannot be read or is malformed, or if no shim can be located.
CheckReport check(const CheckRequest& request);

}  // namespace wasmpair

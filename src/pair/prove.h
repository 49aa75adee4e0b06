// The proof that a module and a shim fit, from their bytes.
#pragma once

#include <optional>

#include "wasmpair/finding.h"
#include "wasmpair/go_version.h"
#include "wasmpair/module.h"
#include "wasmpair/proof.h"
#include "wasmpair/shim.h"

namespace wasmpair {

/// Every way in which the pair does not fit; empty if it fits. In the order of the checks:
///   1. the module is a Go js module, and each import is provided by the shim with the signature that it expects;
///   2. each export that the shim uses is there, with its signature;
///   3. a module of Go >= 1.24 finds O_DIRECTORY and path.resolve;
///   4. the shim's wasmMinDataAddr is not above the module's lowest data address;
///   5. the toolchain's version is the module's, or the shim's content is that of a release of the module's minor
///   version.
/// toolchain_version: what VERSION beside the shim says; nothing if the shim came without a toolchain.
Findings prove(const Module& module, const Shim& shim, const std::optional<GoVersion>& toolchain_version,
               const ProofOptions& options);

}  // namespace wasmpair

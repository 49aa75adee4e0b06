// The proof that a module and a shim fit, from their bytes. Nothing is run.
//
// A module of one Go release links with the shim of another exactly within these classes: 1.11; 1.12; 1.13; 1.14 to
// 1.16; 1.17 to 1.20; 1.21 and later. A pair that links may still fail at run time, so the proof goes beyond imports.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "wasmpair/finding.h"
#include "wasmpair/go_version.h"
#include "wasmpair/module.h"
#include "wasmpair/shim.h"

namespace wasmpair {

/// Whether to accept a shim that no known Go release contains.
enum class UnknownShim { Refuse, Accept };

/// What to accept beyond what is proven.
struct ProofOptions {
  std::vector<std::string> allowed_imports;  ///< Import modules that the page provides itself (//go:wasmimport).
  UnknownShim unknown_shim = UnknownShim::Refuse;
};

/// Exactly one finding, not-go-js, unless the module is a Go program for the browser; then none.
Findings prove_kind(const Module& module);

/// One finding, unvalidated-module, for each proposal of the module whose validation read_module skips.
Findings prove_validation(const Module& module);

/// Every way in which the pair does not fit; empty if it fits. In the order of the checks:
///   1. each import is provided by the shim, with the signature that it expects;
///   2. each export that the shim uses exists, with the signature that it expects;
///   3. a module of Go >= 1.24 finds O_DIRECTORY and path.resolve;
///   4. the shim's wasmMinDataAddr is not above the module's lowest data address;
///   5. the shim belongs to the module's Go release, as far as versions and known contents tell;
///   6. the module was validated as a whole; see prove_validation.
/// The allowed imports never cover "go" and "gojs", which the shim has to provide.
/// For a module that is not a Go program for the browser, the findings are those of prove_kind and no others.
/// toolchain_version: the version in the VERSION file beside the shim; empty if the shim came without a toolchain.
///
/// Point 5 in detail. Content decides first:
///   - a known shim fits if it belongs to the module's minor version, wherever it came from, and is a version-mismatch
///     otherwise;
///   - an unknown shim from a toolchain with the module's version fits, since every new release may bring a new shim;
///   - an unknown shim from a toolchain with another minor version is a version-mismatch;
///   - an unknown shim without a toolchain is an unknown-shim, unless the options accept it.
/// A module that does not name its Go version is unknown-module-version whatever the options say, since they are about
/// shims. Points 1 to 4 apply to it too; point 3 then depends on what the module reads instead of its version.
///
/// module and shim must come from read_module and read_shim.
Findings prove(const Module& module, const Shim& shim, const std::optional<GoVersion>& toolchain_version,
               const ProofOptions& options);

}  // namespace wasmpair

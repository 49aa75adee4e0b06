// Proves from their bytes that a module and a shim fit, without running them.
//
// A module and a shim of Go releases link exactly if both are in the same class: 1.11; 1.12; 1.13; 1.14 to 1.16; 1.17
// to 1.20; 1.21 and later. A pair that links may still fail at run time, so the proof does not end with the imports.
#pragma once

#include <optional>

#include "wasmpair/finding.h"
#include "wasmpair/go_version.h"
#include "wasmpair/module.h"
#include "wasmpair/proof.h"
#include "wasmpair/shim.h"

namespace wasmpair {

/// A single finding, not-go-js, if the module is not a Go program for the browser; otherwise none.
Findings prove_kind(const Module& module);

/// Every way in which the pair does not fit; empty if it fits. In the order of the checks:
///   1. the shim provides each import, with the expected signature;
///   2. the module has each export that the shim uses, with the expected signature;
///   3. a module of Go >= 1.24 finds O_DIRECTORY and path.resolve;
///   4. the shim's wasmMinDataAddr is not above the module's lowest data address;
///   5. the shim belongs to the module's Go release, according to versions and known contents.
/// The allowed imports never cover "go" and "gojs", which the shim must provide.
/// For a module that is not a Go program for the browser, the only findings are those of prove_kind.
/// toolchain_version: from the VERSION next to the shim; nothing if the shim came without a toolchain.
///
/// Point 5 in full. Content decides first:
///   - a known shim fits if it belongs to the module's minor version, regardless of its source; otherwise it is a
///     version-mismatch;
///   - an unknown shim from a toolchain with the module's VERSION fits, because every new release may have a new shim;
///   - an unknown shim from a toolchain of another minor version is a version-mismatch;
///   - any other unknown shim is an unknown-shim, unless the options accept unknown shims.
/// A module that does not record its Go version is unknown-module-version, regardless of the options, which only accept
/// shims. Points 1 to 4 apply to it as well; point 3 then depends on what the module reads, not on its version.
Findings prove(const Module& module, const Shim& shim, const std::optional<GoVersion>& toolchain_version,
               const ProofOptions& options);

}  // namespace wasmpair

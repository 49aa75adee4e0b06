// The proof that a module and a shim fit, from their bytes. Nothing is run.
//
// Pairs of Go releases link exactly inside one class: 1.11; 1.12; 1.13; 1.14 to 1.16; 1.17 to 1.20; 1.21 and later.
// What links may still fail when it runs, so the proof goes on behind the imports.
#pragma once

#include <optional>

#include "wasmpair/finding.h"
#include "wasmpair/go_version.h"
#include "wasmpair/module.h"
#include "wasmpair/proof.h"
#include "wasmpair/shim.h"

namespace wasmpair {

/// Exactly one finding, not-go-js, if the module is anything but a Go program for the browser; none if it is one.
Findings prove_kind(const Module& module);

/// Every way in which the pair does not fit; empty if it fits. In the order of the checks:
///   1. each import is provided by the shim, with the signature that it expects;
///   2. each export that the shim uses is there, with its signature;
///   3. a module of Go >= 1.24 finds O_DIRECTORY and path.resolve;
///   4. the shim's wasmMinDataAddr is not above the module's lowest data address;
///   5. the shim is that of the module's Go release, as far as versions and known contents tell.
/// The allowed imports never cover "go" and "gojs", which are the shim's to provide.
/// A module that is no Go program for the browser gives what prove_kind gives and nothing else.
/// toolchain_version: what VERSION beside the shim says; nothing if the shim came without a toolchain.
///
/// Point 5 in full. Content decides first:
///   - the shim is known: it fits if it is that of the module's minor version, wherever it came from, and is a
///     version-mismatch otherwise;
///   - it is unknown, and came with a toolchain whose VERSION is the module's: it fits, since every new release may
///   bring
///     a new shim;
///   - it is unknown, and came with a toolchain of another minor version: version-mismatch;
///   - it is unknown and nothing says whose it is: unknown-shim, unless the options accept such a shim.
/// A module that does not say which Go built it is unknown-module-version, whatever the options say: they accept shims.
/// Points 1 to 4 hold for it all the same; point 3 then goes by what the module reads, not by its version.
Findings prove(const Module& module, const Shim& shim, const std::optional<GoVersion>& toolchain_version,
               const ProofOptions& options);

}  // namespace wasmpair

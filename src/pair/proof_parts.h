// The parts of the proof: one function per point, and the wording that they share.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "wasmpair/finding.h"
#include "wasmpair/go_version.h"
#include "wasmpair/module.h"
#include "wasmpair/proof.h"
#include "wasmpair/shim.h"

namespace wasmpair {

/// The module and shim to check, and how.
struct PairUnderTest {
  const Module& module;
  const Shim& shim;
  const std::optional<GoVersion>& toolchain_version;
  const ProofOptions& options;
};

/// Each appends a finding for everything that does not hold.
void prove_script(const PairUnderTest& pair, Findings& findings);          // the shim runs, before all points
void prove_imports(const PairUnderTest& pair, Findings& findings);         // point 1
void prove_exports(const PairUnderTest& pair, Findings& findings);         // point 2
void prove_host_features(const PairUnderTest& pair, Findings& findings);   // point 3
void prove_properties(const PairUnderTest& pair, Findings& findings);      // point 3
void prove_argument_space(const PairUnderTest& pair, Findings& findings);  // point 4
void prove_shared_release(const PairUnderTest& pair, Findings& findings);  // point 5

/// "the module, built by go1.24.4," or "the module, which does not say which Go built it,".
std::string describe_module(const Module& module);

/// "the shim of go1.21, go1.22, go1.23", "a shim of no known Go release, next to the VERSION of
/// go1.24.4," or "a shim of no known Go release".
std::string describe_shim(const PairUnderTest& pair);

/// Names the shim that fits the module, and the command that copies it.
std::string advise_fitting_shim(const Module& module);

/// The texts with which V8 (Chrome, Node) rejects WebAssembly.instantiate. index counts a module's imports from 0.
std::string refused_module_text(std::size_t index, std::string_view import_module);
std::string refused_function_text(std::size_t index, const Import& import);

}  // namespace wasmpair

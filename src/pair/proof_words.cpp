#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "pair/proof_parts.h"
#include "util/ascii.h"

namespace wasmpair {
namespace {

/// The version in a form that is safe in a command: a module can claim any text, and users paste advice into shells.
std::string release_name(const GoVersion& version) {
  const bool is_plain =
      std::ranges::all_of(version.text, [](char c) { return is_alphanumeric(c) || c == '.' || c == '-' || c == '+'; });
  return is_plain ? version.text : version.minor_text();
}

}  // namespace

std::string describe_module(const Module& module) {
  if (!module.go_version) return "the module, which does not say which Go built it,";
  return fmt::format("the module, built by {},", module.go_version->text);
}

std::string describe_shim(const PairUnderTest& pair) {
  if (pair.shim.is_known()) return fmt::format("the shim of {}", fmt::join(pair.shim.known_for, ", "));
  if (pair.toolchain_version)
    return fmt::format("a shim of no known Go release, next to the VERSION of {},", pair.toolchain_version->text);
  return "a shim of no known Go release";
}

std::string advise_fitting_shim(const Module& module) {
  if (!module.go_version)
    return "Take wasm_exec.js from the toolchain that built the module: $(go env GOROOT)/lib/wasm since go1.24, "
           "$(go env GOROOT)/misc/wasm before.";
  const std::string version = release_name(*module.go_version);
  if (module.go_version->at_least(24))
    return fmt::format("Use the shim of {0}: cp \"$(GOTOOLCHAIN={0} go env GOROOT)/lib/wasm/wasm_exec.js\" .", version);
  return fmt::format(
      "Use the shim of {0}: cp \"$(go env GOROOT)/misc/wasm/wasm_exec.js\" . where `go version` prints {0}. "
      "Before go1.24, toolchains downloaded by GOTOOLCHAIN do not include the shim, but the release archive does.",
      version);
}

std::string refused_module_text(std::size_t index, std::string_view import_module) {
  return fmt::format("TypeError: WebAssembly.instantiate(): Import #{} \"{}\": module is not an object or function",
                     index, import_module);
}

std::string refused_function_text(std::size_t index, const Import& import) {
  return fmt::format(
      "LinkError: WebAssembly.instantiate(): Import #{} \"{}\" \"{}\": function import requires a callable", index,
      import.module, import.name);
}

}  // namespace wasmpair

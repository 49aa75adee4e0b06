#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "pair/proof_parts.h"
#include "util/ascii.h"

namespace wasmpair {
namespace {

/// The version as a command may carry it: a module can claim any text, and advice is pasted into shells.
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
    return fmt::format("a shim that no Go release is known to have, beside the VERSION of {}",
                       pair.toolchain_version->text);
  return "a shim that no Go release is known to have";
}

std::string advise_fitting_shim(const Module& module) {
  if (!module.go_version)
    return "Take wasm_exec.js from the toolchain that built the module: $(go env GOROOT)/lib/wasm from go1.24 on, "
           "$(go env GOROOT)/misc/wasm before.";
  const std::string version = release_name(*module.go_version);
  if (module.go_version->at_least(24))
    return fmt::format(
        "The shim that fits is that of {0}: cp \"$(GOTOOLCHAIN={0} go env GOROOT)/lib/wasm/wasm_exec.js\" .", version);
  return fmt::format(
      "The shim that fits is that of {0}: cp \"$(go env GOROOT)/misc/wasm/wasm_exec.js\" . where `go version` says "
      "{0}. "
      "A toolchain that GOTOOLCHAIN downloads carries no shim before go1.24; the release itself does.",
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

// Whether a host provides what the guest imports, and keeps its own names for itself.
#include <fmt/format.h>

#include "guest/guest_checks.h"
#include "guest/wasi_functions.h"

namespace wasmpair {
namespace {

void add_unknown_import(const Import& import, Findings& findings) {
  const bool is_known_module = import.module == wasi_module || import.module == guest_module;
  add_finding(
      findings, GuestCheck::UnknownImport,
      {.subject = fmt::format("{} {}", import.module, import.name),
       .message = fmt::format("the module imports this {}, which no host of guests provides", name(import.kind)),
       .host = is_known_module ? fmt::format("\"{}\" is not exported in module \"{}\"", import.name, import.module)
                               : fmt::format("module[{}] not instantiated", import.module),
       .advice = is_known_module ? "Remove the call: it is not a function of WASI preview 1 or of the guest's package."
                                 : "Remove the //go:wasmimport, or pass its data as input."});
}

void add_wrong_type(const Module& module, const Import& import, const HostFunction& function, Findings& findings) {
  const bool is_function = import.kind == ExternalKind::Function && import.type_index < module.types.size();
  add_finding(findings, GuestCheck::ImportType,
              {.subject = fmt::format("{} {}", import.module, import.name),
               .message = fmt::format(
                   "the module imports it as {}, but its type is {}",
                   is_function ? describe(module.types[import.type_index]) : fmt::format("a {}", name(import.kind)),
                   describe_signature(function.signature)),
               .host = is_function ? fmt::format("import func[{}.{}]: signature mismatch", import.module, import.name)
                                   : fmt::format("export \"{}\" in module \"{}\" is a func, not a {}", import.name,
                                                 import.module, name(import.kind)),
               .advice = "Correct the //go:wasmimport, or use the guest's package."});
}

}  // namespace

void prove_guest_imports(const Module& module, Findings& findings) {
  for (const Import& import : module.imports) {
    if (import.kind == ExternalKind::Memory) continue;  // see prove_guest_memory
    const HostFunction* const function = find_host_function(import);
    if (function == nullptr)
      add_unknown_import(import, findings);
    else if (!has_signature(module, import, *function))
      add_wrong_type(module, import, *function, findings);
  }
}

void prove_guest_exports(const Module& module, Findings& findings) {
  for (const Export& exported : module.exports)
    if (exported.name.starts_with("wasmpair."))
      add_finding(findings, GuestCheck::ReservedExport,
                  {.subject = std::string(exported.name),
                   .message = "the module exports a name that the host uses for its own state",
                   .host = "",
                   .advice = "Rename the export."});
}

}  // namespace wasmpair

#include <algorithm>
#include <iterator>

#include "guest/guest_checks.h"
#include "guest/wasi_functions.h"
#include "wasmpair/proof.h"

namespace wasmpair {

bool uses_wasi(const Module& module) {
  return std::ranges::any_of(module.imports, [](const Import& import) { return import.module == wasi_module; });
}

GuestProof prove_guest(const Module& module, const GuestOptions& options) {
  GuestProof proof;
  prove_guest_kind(module, proof.findings);
  if (!proof.findings.empty() && module.kind != ModuleKind::GoWasip1Command) return proof;
  prove_guest_entries(module, options, proof);
  prove_guest_memory(module, options, proof.findings);
  prove_guest_imports(module, proof.findings);
  prove_guest_exports(module, proof.findings);
  const Findings unvalidated = prove_validation(module);
  if (unvalidated.empty()) prove_guest_code(module, proof);
  std::ranges::copy(unvalidated, std::back_inserter(proof.findings));
  proof.capabilities = capabilities(module);
  proof.notes = guest_notes(module);
  return proof;
}

}  // namespace wasmpair

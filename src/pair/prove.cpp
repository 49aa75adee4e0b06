#include "pair/prove.h"

#include "pair/proof_parts.h"

namespace wasmpair {

Findings prove(const Module& module, const Shim& shim, const std::optional<GoVersion>& toolchain_version,
               const ProofOptions& options) {
  Findings findings = prove_kind(module);
  if (!findings.empty()) return findings;
  const Claim claim{module, shim, toolchain_version, options};
  prove_imports(claim, findings);
  prove_exports(claim, findings);
  prove_host_features(claim, findings);
  prove_argument_space(claim, findings);
  prove_shared_release(claim, findings);
  return findings;
}

}  // namespace wasmpair

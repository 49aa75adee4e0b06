#include "wasmpair/proof.h"

#include <algorithm>
#include <iterator>

#include "pair/proof_parts.h"

namespace wasmpair {

Findings prove(const Module& module, const Shim& shim, const std::optional<GoVersion>& toolchain_version,
               const ProofOptions& options) {
  Findings findings = prove_kind(module);
  if (!findings.empty()) return findings;
  const PairUnderTest pair{module, shim, toolchain_version, options};
  prove_script(pair, findings);
  prove_imports(pair, findings);
  prove_exports(pair, findings);
  prove_host_features(pair, findings);
  prove_properties(pair, findings);
  prove_argument_space(pair, findings);
  prove_shared_release(pair, findings);
  std::ranges::move(prove_validation(module), std::back_inserter(findings));
  return findings;
}

}  // namespace wasmpair

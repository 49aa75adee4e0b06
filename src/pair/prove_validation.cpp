// Whether the module was validated as a whole.
#include <fmt/format.h>

#include "pair/finding_table.h"
#include "util/hex.h"
#include "wasmpair/proof.h"

namespace wasmpair {

Findings prove_validation(const Module& module) {
  Findings findings;
  for (const ProposalUse& use : module.proposals) {
    if (validation(use.proposal) == Validation::Complete) continue;
    findings.push_back(make_finding(
        Check::UnvalidatedModule,
        {.subject = fmt::format("{}:{}", module.file, hex_offset(use.offset)),
         .message = fmt::format("the module uses proposal {}, which wasmpair does not validate", name(use.proposal)),
         .browser = "",
         .advice = "Use the module as the Go linker wrote it: Go uses no such proposal. If a tool has rewritten it, "
                   "switch the proposal off there."}));
  }
  return findings;
}

}  // namespace wasmpair

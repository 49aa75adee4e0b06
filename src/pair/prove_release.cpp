// Point 5: module and shim come from the same Go release, as far as versions and known contents tell.
#include <fmt/format.h>

#include "pair/finding_table.h"
#include "pair/proof_parts.h"

namespace wasmpair {
namespace {

Finding unknown_module_version(const Claim& claim) {
  return make_finding(
      Check::UnknownModuleVersion,
      {.subject = claim.module.file,
       .message = fmt::format("the module does not say which Go built it, so that nothing proves that {} is its own",
                              describe_shim(claim)),
       .browser = "",
       .advice =
           "Use the module as the Go linker wrote it. Its section `producers` (`go.version` in Go 1.13) names the "
           "version; tools that strip a module may remove it, and wasmpair makes it small without that."});
}

Finding version_mismatch(const Claim& claim) {
  return make_finding(Check::VersionMismatch,
                      {.subject = claim.shim.file,
                       .message = fmt::format("{} comes with {}", describe_module(claim.module), describe_shim(claim)),
                       .browser = "",
                       .advice = advise_fitting_shim(claim.module)});
}

Finding unknown_shim(const Claim& claim) {
  return make_finding(
      Check::UnknownShim,
      {.subject = claim.shim.file,
       .message = fmt::format("{} comes with {} (SHA-256 {})", describe_module(claim.module), describe_shim(claim),
                              claim.shim.digest.hex()),
       .browser = "",
       .advice = "If it was edited on purpose, from the shim of that release, accept it: --allow-unknown-shim\n" +
                 advise_fitting_shim(claim.module)});
}

bool accepts_unknown_shim(const Claim& claim) { return claim.options.unknown_shim == UnknownShim::Accept; }

}  // namespace

void prove_shared_release(const Claim& claim, Findings& findings) {
  const auto& built_by = claim.module.go_version;
  const auto& beside = claim.toolchain_version;
  if (!built_by) findings.push_back(unknown_module_version(claim));

  if (claim.shim.is_known()) {
    if (built_by && !claim.shim.is_known_for(built_by->minor_text())) findings.push_back(version_mismatch(claim));
    return;
  }
  if (built_by && beside == built_by) return;
  if (built_by && beside && beside->minor_text() != built_by->minor_text())
    findings.push_back(version_mismatch(claim));
  else if (!accepts_unknown_shim(claim))
    findings.push_back(unknown_shim(claim));
}

}  // namespace wasmpair

// Point 5: module and shim belong to the same Go release, according to versions and known contents.
#include <fmt/format.h>

#include "pair/finding_table.h"
#include "pair/proof_parts.h"

namespace wasmpair {
namespace {

Finding unknown_module_version(const PairUnderTest& pair) {
  return make_finding(
      Check::UnknownModuleVersion,
      {.subject = pair.module.file,
       .message = fmt::format("the module does not say which Go built it, so nothing proves that {} belongs to it",
                              describe_shim(pair)),
       .browser = "",
       .advice =
           "Use the module as the Go linker wrote it. Its section `producers` (`go.version` in Go 1.13) names the "
           "version, which stripping tools may remove, and so does runtime.buildVersion in its data, unless the "
           "program contains other versions like it; wasmpair makes the module small without such tools."});
}

Finding version_mismatch(const PairUnderTest& pair) {
  return make_finding(
      Check::VersionMismatch,
      {.subject = pair.shim.file,
       .message = fmt::format("{} is paired with {}", describe_module(pair.module), describe_shim(pair)),
       .browser = "",
       .advice = advise_fitting_shim(pair.module)});
}

Finding unknown_shim(const PairUnderTest& pair) {
  return make_finding(
      Check::UnknownShim,
      {.subject = pair.shim.file,
       .message = fmt::format("{} is paired with {} (SHA-256 {})", describe_module(pair.module), describe_shim(pair),
                              pair.shim.digest.hex()),
       .browser = "",
       .advice = "If it is a deliberately edited shim of that release, accept it: --allow-unknown-shim\n" +
                 advise_fitting_shim(pair.module)});
}

bool accepts_unknown_shim(const PairUnderTest& pair) { return pair.options.unknown_shim == UnknownShim::Accept; }

}  // namespace

void prove_shared_release(const PairUnderTest& pair, Findings& findings) {
  const auto& built_by = pair.module.go_version;
  const auto& beside = pair.toolchain_version;
  if (!built_by) findings.push_back(unknown_module_version(pair));

  if (pair.shim.is_known()) {
    if (built_by && !pair.shim.is_known_for(built_by->minor_text())) findings.push_back(version_mismatch(pair));
    return;
  }
  if (built_by && beside == built_by) return;
  if (built_by && beside && beside->minor_text() != built_by->minor_text())
    findings.push_back(version_mismatch(pair));
  else if (!accepts_unknown_shim(pair))
    findings.push_back(unknown_shim(pair));
}

}  // namespace wasmpair

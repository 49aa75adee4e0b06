#include <fmt/format.h>

#include <algorithm>

#include "guest/guest_checks.h"

namespace wasmpair {
namespace {

bool has(const std::vector<CapabilityUse>& uses, Capability capability) {
  return std::ranges::find(uses, capability, &CapabilityUse::capability) != uses.end();
}

}  // namespace

std::vector<Warning> guest_notes(const Module& module) {
  std::vector<Warning> notes;
  const std::vector<CapabilityUse> uses = capabilities(module);
  if (has(uses, Capability::Files))
    notes.push_back({"file-access", "it could use files, if the host grants a directory",
                     "Grant none, as the host of `wasmpair guest` does. What the guest needs is part of its input."});
  if (has(uses, Capability::Sockets))
    notes.push_back({"socket-access", "it could use sockets, if the host passes any", "Pass none."});
  if (module.memory && !module.memory->maximum_pages)
    notes.push_back(
        {"unbounded-memory", "its memory has no maximum of its own",
         "`wasmpair guest` writes one. Or set one in the host: wazero.NewRuntimeConfig().WithMemoryLimitPages."});
  if (module.find_section(SectionId::Start) != nullptr)
    notes.push_back({"start-function", "it has a start function, which runs while it is instantiated",
                     "Instantiate it under the deadline of a call."});
  if (!module.module_name.empty())
    notes.push_back({"module-name",
                     fmt::format("it names itself \"{}\", and two instances of one name cannot live in a "
                                 "runtime at once",
                                 module.module_name),
                     "Instantiate it without a name: ModuleConfig.WithName(\"\")."});
  return notes;
}

}  // namespace wasmpair

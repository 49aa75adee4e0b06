#include <algorithm>

#include "guest/wasi_functions.h"

namespace wasmpair {

const char* name(Capability capability) {
  switch (capability) {
    case Capability::Output:
      return "standard output";
    case Capability::Clock:
      return "clock";
    case Capability::Random:
      return "random numbers";
    case Capability::Sleep:
      return "sleep";
    case Capability::Yield:
      return "yield";
    case Capability::Exit:
      return "exit";
    case Capability::Arguments:
      return "arguments";
    case Capability::Environment:
      return "environment";
    case Capability::Descriptors:
      return "descriptors";
    case Capability::Input:
      return "input";
    case Capability::Files:
      return "files";
    case Capability::Sockets:
      return "sockets";
    case Capability::HostFunctions:
      break;
  }
  return "host functions";
}

std::vector<CapabilityUse> capabilities(const Module& module) {
  std::vector<CapabilityUse> uses;
  for (const Import& import : module.imports) {
    const HostFunction* const function = find_host_function(import);
    if (function == nullptr) continue;
    auto use = std::ranges::lower_bound(uses, function->capability, {}, &CapabilityUse::capability);
    if (use == uses.end() || use->capability != function->capability)
      use = uses.insert(use, {function->capability, {}});
    if (std::ranges::find(use->functions, import.name) == use->functions.end()) use->functions.push_back(import.name);
  }
  return uses;
}

}  // namespace wasmpair

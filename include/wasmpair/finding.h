// A finding: a check that failed. Findings are data, collected and reported together; they are never thrown.
#pragma once

#include <string>
#include <vector>

namespace wasmpair {

/// What visitors of the page, or callers of the guest, would experience if the finding were ignored.
enum class Consequence {
  RefusesToLoad,   ///< The browser or the host of a guest rejects the module: a missing import, a wrong type.
  FailsAtRunTime,  ///< The module instantiates, then the program crashes or a call throws.
  Unproven,        ///< It may work, but the bytes do not prove it.
  OverBudget,      ///< It works, but is larger than the caller allows.
};

/// The name of a consequence in machine output, e.g. "refuses-to-load".
const char* name(Consequence consequence);

struct Finding {
  std::string id;  ///< Stable kebab-case name, e.g. "missing-import".
  Consequence consequence;
  std::string subject;  ///< What failed, e.g. "gojs runtime.wasmExit".
  std::string message;  ///< What is wrong, naming both versions. One sentence, no full stop.
  std::string browser;  ///< The message that the browser would show; empty if none.
  std::string advice;   ///< What to do. One or more sentences.
  std::string host{};   ///< The message that wazero, as the host of a guest, would show; empty if none.
};

using Findings = std::vector<Finding>;

}  // namespace wasmpair

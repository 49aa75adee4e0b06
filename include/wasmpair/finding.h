// A finding: a check that did not hold. Findings are data, collected and reported together; they are never thrown.
#pragma once

#include <string>
#include <vector>

namespace wasmpair {

/// What a visitor of the page would meet if the finding were ignored.
enum class Consequence {
  RefusesToLoad,   ///< WebAssembly.instantiate rejects: a missing import, a wrong type.
  FailsAtRunTime,  ///< The module instantiates, then the program dies or a call throws.
  Unproven,        ///< It may work; nothing in the bytes proves that it does.
  OverBudget,      ///< It works, and is larger than the caller allows.
};

/// The name of a consequence in machine output, e.g. "refuses-to-load".
const char* name(Consequence consequence);

struct Finding {
  std::string id;  ///< Stable kebab-case name, e.g. "missing-import".
  Consequence consequence;
  std::string subject;  ///< What it is about, e.g. "gojs runtime.wasmExit".
  std::string message;  ///< What is wrong, naming both versions. One sentence, no full stop.
  std::string browser;  ///< The text that the browser would show; empty where it would show none.
  std::string advice;   ///< What to do. One or more sentences.
};

using Findings = std::vector<Finding>;

}  // namespace wasmpair

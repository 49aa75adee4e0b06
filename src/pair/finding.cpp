#include "wasmpair/finding.h"

namespace wasmpair {

const char* name(Consequence consequence) {
  switch (consequence) {
    case Consequence::RefusesToLoad:
      return "refuses-to-load";
    case Consequence::FailsAtRunTime:
      return "fails-at-run-time";
    case Consequence::Unproven:
      return "unproven";
    case Consequence::OverBudget:
      return "over-budget";
  }
  return "unproven";
}

}  // namespace wasmpair

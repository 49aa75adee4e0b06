// Exit statuses, the same for every command.
#pragma once

namespace wasmpair {

enum class ExitStatus {
  Done = 0,
  HasFindings = 1,  ///< A check did not hold: the pair does not fit, a budget is exceeded.
  CouldNot = 2,     ///< Wrong usage, a file that cannot be read or is malformed, a directory that cannot be written.
};

}  // namespace wasmpair

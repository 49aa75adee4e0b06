// Exit statuses, the same for every command.
#pragma once

namespace wasmpair {

enum class ExitStatus {
  Done = 0,
  HasFindings = 1,  ///< A check failed: the pair does not fit, a budget is exceeded, a deployment is wrong.
  Failed = 2,       ///< Wrong usage, a file that cannot be read or is malformed, a directory that cannot be written.
};

}  // namespace wasmpair

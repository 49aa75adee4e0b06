// The option --github.
#pragma once

#include <optional>

#include "cli/values.h"
#include "report/github_step.h"

namespace wasmpair {

/// The step to report to, if --github was given.
std::optional<GithubStep> github_step(const OptionValues& values);

}  // namespace wasmpair

#include "cli/github_option.h"

#include <utility>

namespace wasmpair {

std::optional<GithubStep> github_step(const OptionValues& values) {
  if (!is_set(values, "github")) return std::nullopt;
  return std::optional<GithubStep>(std::in_place);
}

}  // namespace wasmpair

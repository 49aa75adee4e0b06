// What the go command writes when a build fails.
#pragma once

#include <string_view>
#include <vector>

#include "wasmpair/development.h"

namespace wasmpair {

/// The messages in the output of `go build`, at most max_problems, each with its place if it names one. Lines that
/// continue a message are part of its text. Text of any kind is accepted; no problem is longer than a screen.
std::vector<DevProblem> compiler_messages(std::string_view output);

inline constexpr std::size_t max_problems = 50;

}  // namespace wasmpair

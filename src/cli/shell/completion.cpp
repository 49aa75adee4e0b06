#include "cli/shell/completion.h"

namespace wasmpair {
namespace {

constexpr ShellInfo shells[] = {{"bash", bash_completion}, {"zsh", zsh_completion}, {"fish", fish_completion}};

}  // namespace

std::span<const ShellInfo> shell_table() { return shells; }

}  // namespace wasmpair

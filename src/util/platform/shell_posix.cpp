#include "util/platform/shell.h"

namespace wasmpair::platform {

std::string_view special_shell_characters() { return "|&;<>()$`\\\"'*?[]#~=%!{}\n"; }

}  // namespace wasmpair::platform

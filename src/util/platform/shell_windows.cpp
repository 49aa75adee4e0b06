#include "util/platform/shell.h"

namespace wasmpair::platform {

// Not "\", which is in every path there.
std::string_view special_shell_characters() { return "|&;,<>()^$`\"'*?[]#~=%!{}\r\n"; }

}  // namespace wasmpair::platform

// What the program says that runs where there is no network.
#pragma once

#include <string_view>

namespace wasmpair {

/// Throws Error: what, such as "cannot serve", ends the sentence that begins with the name of that program.
[[noreturn]] void fail_without_network(std::string_view what);

}  // namespace wasmpair

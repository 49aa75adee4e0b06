// Makes untrusted text safe to print.
#pragma once

#include <string>
#include <string_view>

namespace wasmpair {

/// text with every control character and every byte that is not part of valid UTF-8 written as \xNN, so that names out
/// of a file cannot steer a terminal.
std::string printable(std::string_view text);

}  // namespace wasmpair

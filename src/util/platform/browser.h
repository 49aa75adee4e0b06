// Programs of the system that open things for people.
#pragma once

#include <string>
#include <vector>

namespace wasmpair::platform {

/// Commands that open a URL, which is their last argument, in the user's browser: a program's name and arguments. The
/// first that exists is to be used.
std::vector<std::vector<std::string>> url_openers();

}  // namespace wasmpair::platform

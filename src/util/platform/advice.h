// What people can do about errors of the system.
#pragma once

#include <string_view>

namespace wasmpair::platform {

/// For a value of errno; "" if there is nothing to say.
std::string_view advice_for(int error_number);

}  // namespace wasmpair::platform

// What the system says when it refuses, as an Error that a person can act on.
#pragma once

#include <string>
#include <string_view>

#include "wasmpair/error.h"

namespace wasmpair {

/// "PLACE: cannot ACTION: REASON" with advice for the reasons that people meet: a full disk, a missing right, a name
/// that is too long. action: a verb, e.g. "write". error_number: the value of errno.
Error system_error(std::string place, std::string_view action, int error_number);

}  // namespace wasmpair

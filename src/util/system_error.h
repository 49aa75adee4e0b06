// System errors as Errors with advice.
#pragma once

#include <boost/system/error_code.hpp>
#include <string>
#include <string_view>

#include "wasmpair/error.h"

namespace wasmpair {

/// "PLACE: cannot ACTION: REASON", with advice for common reasons such as a full disk, missing permissions or a name
/// that is too long. action: a verb, e.g. "write". error_number: the value of errno.
Error system_error(std::string place, std::string_view action, int error_number);

/// The same for an error of Boost: on Windows, its value is not one of errno.
Error system_error(std::string place, std::string_view action, const boost::system::error_code& error);

}  // namespace wasmpair

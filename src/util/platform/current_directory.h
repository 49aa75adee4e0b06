// The current directory.
#pragma once

#include <boost/filesystem/path.hpp>
#include <boost/system/error_code.hpp>

namespace wasmpair::platform {

/// Its path; empty, with the error, if it cannot be read, such as after it was removed.
boost::filesystem::path current_directory(boost::system::error_code& error);

}  // namespace wasmpair::platform

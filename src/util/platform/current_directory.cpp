#include "util/platform/current_directory.h"

#include <boost/filesystem/operations.hpp>

namespace wasmpair::platform {

boost::filesystem::path current_directory(boost::system::error_code& error) {
  return boost::filesystem::current_path(error);
}

}  // namespace wasmpair::platform

#include <cerrno>
#include <string>

#include "util/platform/current_directory.h"
#include "util/platform/host_wasi.h"

namespace wasmpair::platform {

boost::filesystem::path current_directory(boost::system::error_code& error) {
  std::string path(4096, '\0');
  std::size_t size = host::wasmpair_current_directory(path.data(), path.size());
  if (size > path.size()) {
    path.resize(size);
    size = host::wasmpair_current_directory(path.data(), path.size());
  }
  error =
      size == 0 ? boost::system::error_code(ENOENT, boost::system::generic_category()) : boost::system::error_code();
  path.resize(size);
  return path;
}

}  // namespace wasmpair::platform

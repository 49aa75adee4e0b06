#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string>

#include "util/platform/current_directory.h"
#include "util/platform/host_wasi.h"

namespace wasmpair::platform {
namespace {

/// "" if the host has none.
std::string path_from_host() {
  std::string path(4096, '\0');
  std::size_t size = host::wasmpair_current_directory(path.data(), path.size());
  if (size > path.size()) {
    path.resize(size);
    size = host::wasmpair_current_directory(path.data(), path.size());
  }
  path.resize(size);
  return path;
}

/// WASI has no current directory: the C library begins with "/", and makes relative paths absolute once it is told
/// another. Before anything opens a file.
[[gnu::constructor]] void enter_current_directory() {
  if (::chdir(path_from_host().c_str()) != 0) std::abort();
}

}  // namespace

boost::filesystem::path current_directory(boost::system::error_code& error) {
  const std::string path = path_from_host();
  error =
      path.empty() ? boost::system::error_code(ENOENT, boost::system::generic_category()) : boost::system::error_code();
  return path;
}

}  // namespace wasmpair::platform

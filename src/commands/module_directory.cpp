#include "commands/module_directory.h"

#include <boost/filesystem/path.hpp>

namespace wasmpair {

ToolchainRequest with_module_directory(ToolchainRequest request, const std::string& module_file) {
  if (!request.module_dir.empty()) return request;
  const std::string parent = boost::filesystem::path(module_file).parent_path().generic_string();
  request.module_dir = parent.empty() ? "." : parent;
  return request;
}

}  // namespace wasmpair

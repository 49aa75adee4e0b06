#include "go_package/package_files.h"

#include "publish/source_seal.h"
#include "util/embedded_templates.h"

namespace wasmpair {
namespace {

std::vector<GoFile> files_in(std::string_view directory, std::string_view package) {
  std::vector<GoFile> files;
  for (const EmbeddedTemplate& file : embedded_templates())
    if (file.name.starts_with(directory))
      files.push_back({std::string(file.name.substr(directory.size())), seal_source(file.text, package)});
  return files;
}

}  // namespace

std::vector<GoFile> host_files(std::string_view package) { return files_in("guest/", package); }

std::vector<GoFile> sdk_files() { return files_in("guest-sdk/", sdk_package); }

}  // namespace wasmpair

#include "commands/write_source.h"
#include "go_package/package_files.h"
#include "wasmpair/pack_guest.h"

namespace wasmpair {

std::string write_guest_sdk(const std::string& directory) {
  std::string written;
  for (const GoFile& file : sdk_files()) written = write_source(directory, file);
  return written;
}

}  // namespace wasmpair

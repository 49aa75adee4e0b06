#include "commands/build_tool_files.h"

#include <utility>

#include "commands/depfile.h"
#include "util/atomic_file.h"
#include "util/text_bytes.h"

namespace wasmpair {

std::string list_inputs(const BuildToolFiles& files, std::vector<std::string> inputs,
                        const std::string& manifest_file) {
  if (files.depfile.empty()) return "";
  return depfile_text(files.stamp.empty() ? manifest_file : files.stamp, std::move(inputs));
}

void write_for_build_tool(const BuildToolFiles& files, const std::string& inputs, const std::string& manifest) {
  if (!files.manifest_copy.empty()) write_file(files.manifest_copy, bytes_of(manifest), Durability::Unsynced);
  if (!files.depfile.empty()) write_file(files.depfile, bytes_of(inputs), Durability::Unsynced);
  if (!files.stamp.empty()) write_file(files.stamp, {}, Durability::Unsynced);
}

}  // namespace wasmpair

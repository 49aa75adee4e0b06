// The files that a run writes for a build tool.
#pragma once

#include <string>
#include <vector>

namespace wasmpair {

struct BuildToolFiles {
  std::string manifest_copy;  ///< "": none, as for the others.
  std::string depfile;
  std::string stamp;
};

/// The text of the depfile: its target is the stamp, or the manifest without one. "" if none is requested. Throws Error
/// as depfile_text does.
std::string list_inputs(const BuildToolFiles& files, std::vector<std::string> inputs, const std::string& manifest_file);

/// Writes the manifest, the list of inputs, and the stamp. Called last, since the stamp's time proves that the run
/// completed. Throws Error.
void write_for_build_tool(const BuildToolFiles& files, const std::string& inputs, const std::string& manifest);

}  // namespace wasmpair

// The version and the shim in a GOROOT directory.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "wasmpair/go_version.h"

namespace wasmpair {

/// A GOROOT as found on disk.
struct Goroot {
  std::string directory;
  std::string version_file;          ///< DIRECTORY/VERSION, whether or not it exists.
  std::optional<GoVersion> version;  ///< Line 1 of VERSION; nothing if it is absent or not a version.
  std::string shim_file;             ///< "" if the shim is absent.
};

/// Looks for VERSION and for the shim: lib/wasm/wasm_exec.js (Go >= 1.24), then misc/wasm/wasm_exec.js.
/// Looks for VERSION at the path as given: on Debian the shim's directory is a symbolic link into a tree that has none.
Goroot read_goroot(const std::string& directory);

/// The version that a VERSION file with this text names: its first line.
std::optional<GoVersion> version_in(std::string_view version_file_text);

/// Why a GOROOT lacks the shim, e.g. because downloaded toolchains before Go 1.24 do not include it.
std::string why_no_shim(const Goroot& goroot);

}  // namespace wasmpair

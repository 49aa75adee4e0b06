// The packages of a build, as `go list -deps -e -json` prints them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace wasmpair {

struct GoPackage {
  std::string import_path;
  std::string name;                         ///< "main"
  std::string directory;                    ///< Absolute; "" if there is none.
  std::vector<std::string> files;           ///< Sources of every kind, in its directory.
  std::vector<std::string> embedded;        ///< Files, relative to its directory.
  std::vector<std::string> embed_patterns;  ///< As written in //go:embed.
  std::string module;                       ///< The path of its module: "example.com/app". "" outside of modules.
  std::string module_directory;
  std::string module_file;  ///< The go.mod.
  std::string error;        ///< Why it cannot be built, as far as that is known; "" if it can.
  bool is_named = false;    ///< The pattern names it: the others are dependencies.
  /// Its sources are edited here: it is in the main module, in a module of the workspace, or in a directory that a
  /// replace directive names. Others are in the module cache or the standard library, and never change.
  bool is_local = false;
};

/// Reads the output of the go command, with one object for each package. Packages of the standard library are left out.
/// Throws Error for anything else.
std::vector<GoPackage> read_go_packages(std::string_view json);

}  // namespace wasmpair

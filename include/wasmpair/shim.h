// The model of a shim (wasm_exec.js): what its source says that it provides and uses.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "wasmpair/bytes.h"
#include "wasmpair/digest.h"

namespace wasmpair {

/// A shim read from disk.
struct ShimFile {
  std::string path;
  Bytes content;
};

/// One function of a shim's importObject.
struct ProvidedImport {
  std::string module;  ///< "gojs" from Go 1.21, "go" before, "_gotest" for Go's own tests.
  std::string name;    ///< "runtime.wasmExit"

  friend bool operator==(const ProvidedImport&, const ProvidedImport&) = default;
  friend bool operator<(const ProvidedImport& a, const ProvidedImport& b) {
    return std::tie(a.module, a.name) < std::tie(b.module, b.name);
  }
};

/// A part of an importObject that its source computes, e.g. a spread of what a function returns: there may be more in
/// it than Shim::provides says.
struct UnreadableImports {
  std::string module;  ///< The import module that it adds to; empty if it may add any module.
  std::string place;   ///< "FILE:LINE:COLUMN"
};

/// What a shim's source says. Read by a tokenizer; nothing is run.
struct Shim {
  std::string file;  ///< Its name, for messages.
  Sha256 digest;
  std::vector<std::string> modules;      ///< Import modules, sorted; one may be there and be empty.
  std::vector<ProvidedImport> provides;  ///< Sorted, without duplicates.
  std::vector<UnreadableImports> unreadable;
  std::vector<std::string> used_exports;  ///< Names X of `_inst.exports.X`, sorted, without testExport* and without
                                          ///< those that the shim asks for before it uses them.
  bool has_directory_flag = false;  ///< fs.constants has O_DIRECTORY (Go >= 1.24 reads it at start-up), or the shim
                                    ///< brings no fs of its own and takes that of its host.
  bool has_path_resolve = false;    ///< Brings a path.resolve (Go >= 1.24 calls it when it opens a file).
  std::optional<std::uint64_t>
      min_data_address;  ///< wasmMinDataAddr: arguments and environment are written below it. Absent before Go 1.17.2.
  std::vector<std::string>
      known_for;  ///< Minor versions whose release carries these very bytes: "go1.21", …; empty if none is known.

  bool is_known() const { return !known_for.empty(); }
  bool is_known_for(std::string_view minor_version) const;
  bool provides_module(std::string_view module) const;
  bool provides_import(std::string_view module, std::string_view name) const;
  /// The unreadable part that may add to that import module, or null.
  const UnreadableImports* unreadable_part(std::string_view module) const;
};

}  // namespace wasmpair

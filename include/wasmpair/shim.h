// The model of a shim (wasm_exec.js): what its source says that it provides and uses.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

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
};

/// What a shim's source says. Read by a tokenizer; nothing is run.
struct Shim {
  std::string file;  ///< Its name, for messages.
  Sha256 digest;
  std::vector<ProvidedImport> provides;
  std::vector<std::string> used_exports;  ///< Names X of `_inst.exports.X`, sorted, without testExport*.
  bool has_directory_flag = false;        ///< fs.constants has O_DIRECTORY (Go >= 1.24 reads it at start-up).
  bool has_path_resolve = false;          ///< Brings a path.resolve (Go >= 1.24 calls it).
  std::optional<std::uint32_t>
      min_data_address;  ///< wasmMinDataAddr: arguments and environment are written below it. Absent before Go 1.17.2.
  std::vector<std::string>
      known_for;  ///< Minor versions whose release carries these very bytes: "go1.21", …; empty if none is known.

  bool is_known() const { return !known_for.empty(); }
  bool provides_module(std::string_view module) const;
  bool provides_import(std::string_view module, std::string_view name) const;
};

}  // namespace wasmpair

// The model of a shim (wasm_exec.js): what it provides and uses according to its source.
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

/// A part of an importObject that its source computes, e.g. by spreading the result of a function: it may contain more
/// than Shim::provides lists.
struct UnreadableImports {
  std::string module;  ///< The import module that it adds to; empty if it may add any module.
  std::string place;   ///< "FILE:LINE:COLUMN"
};

/// How a shim's content compares with those of releases.
enum class Resemblance {
  Same,      ///< It is the content of a release.
  LineEnds,  ///< It is, apart from line ends, a byte order mark and the number of final newlines.
  Layout,    ///< Its tokens are, and line ends wherever they could end a statement: white space and comments differ.
  None,      ///< Other code, or code of a release that wasmpair knows by its exact content only.
};

/// The name in machine output: "same", "line-ends", "layout", "none".
const char* name(Resemblance resemblance);

/// What a shim's source says.
struct Shim {
  std::string file;  ///< Its name, for messages.
  Sha256 digest;
  std::vector<std::string> modules;      ///< Import modules, sorted; one may be present and empty.
  std::vector<ProvidedImport> provides;  ///< Sorted, without duplicates.
  std::vector<UnreadableImports> unreadable;
  std::vector<std::string> used_exports;  ///< Names X of `_inst.exports.X`, sorted, except testExport* and those whose
                                          ///< existence the shim checks first.
  bool has_directory_flag = false;  ///< fs.constants has O_DIRECTORY (Go >= 1.24 reads it at start-up), or the shim
                                    ///< defines no fs and uses its host's.
  bool has_path_resolve = false;    ///< Defines path.resolve (Go >= 1.24 calls it when it opens a file).
  /// Names that syscall/js looks up in the shim's objects, but that the source has as no property: "_makeFuncWrapper".
  std::vector<std::string> missing_properties;
  /// The place "FILE:LINE:COLUMN" of the first import or export statement; empty if the source is a classic script.
  std::string module_syntax;
  bool sets_global_go = false;  ///< Gives Go to the global object, under any of its names.
  /// wasmMinDataAddr: arguments and environment are written below it. Absent before Go 1.17.2.
  std::optional<std::uint64_t> min_data_address;
  /// Minor versions whose release contains this shim: "go1.21", …; empty if none is known to.
  std::vector<std::string> known_for;
  Resemblance resemblance = Resemblance::None;  ///< To the shim of those releases.

  bool is_known() const { return !known_for.empty(); }
  bool is_known_for(std::string_view minor_version) const;
  bool provides_module(std::string_view module) const;
  bool provides_import(std::string_view module, std::string_view name) const;
  /// The unreadable part that may add to that import module, or null.
  const UnreadableImports* unreadable_part(std::string_view module) const;
};

/// Reads the source of a wasm_exec.js, minified or not, with a tokenizer; nothing is run. file is its name for
/// messages. Throws Error, placed at "FILE:LINE:COLUMN", if the source is not readable as JavaScript far enough to find
/// an importObject. Time and memory are linear in the size of the source.
Shim read_shim(ByteView source, std::string file);

}  // namespace wasmpair

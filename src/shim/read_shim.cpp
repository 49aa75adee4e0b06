#include "wasmpair/shim.h"

#include <utility>

#include "shim/code_digest.h"
#include "shim/go_properties.h"
#include "shim/import_object.h"
#include "shim/script_form.h"
#include "shim/shim_features.h"
#include "toolchain/known_shims.h"
#include "util/counts.h"
#include "util/text_bytes.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

/// Go's shim has 20 KB; a bundle that contains it may have a few megabytes.
constexpr std::size_t max_source_bytes = std::size_t{64} << 20;

void check_size(ByteView source, const std::string& file) {
  if (source.size() > max_source_bytes)
    throw Error(file, "too large for a shim: " + with_thousands(source.size()) + " bytes",
                "Name the wasm_exec.js of the toolchain that built the module.");
}

/// Recognizes the shim of a release, from the most to the least exact resemblance.
void find_releases(Shim& shim, ByteView source, const Tokens& tokens) {
  const auto found = [&shim](std::vector<std::string> releases, Resemblance resemblance) {
    if (releases.empty()) return false;
    shim.known_for = std::move(releases);
    shim.resemblance = resemblance;
    return true;
  };
  if (found(releases_with_shim(shim.digest), Resemblance::Same)) return;
  if (found(releases_with_text(source), Resemblance::LineEnds)) return;
  found(releases_with_code(code_digest(tokens)), Resemblance::Layout);
}

}  // namespace

Shim read_shim(ByteView source, std::string file) {
  check_size(source, file);
  const Tokens tokens(text_of(source), file);
  ImportObject imports = read_import_object(tokens);
  if (imports.modules.empty() && imports.unreadable.empty())
    throw Error(
        tokens.place(tokens.size()), "the file ends without an importObject",
        "Name the wasm_exec.js that defines the class Go. A file that only loads it, such as wasm_exec_node.js or\n"
        "the entry of a bundle, does not show what it provides; nor does a minifier's output that renames properties.");
  Shim shim;
  shim.digest = sha256(source);
  shim.modules = std::move(imports.modules);
  shim.provides = std::move(imports.provides);
  shim.unreadable = std::move(imports.unreadable);
  shim.used_exports = used_exports(tokens);
  shim.has_directory_flag = has_directory_flag(tokens);
  shim.has_path_resolve = has_path_resolve(tokens);
  shim.missing_properties = missing_go_properties(tokens);
  if (const auto statement = module_syntax(tokens)) shim.module_syntax = tokens.place(*statement);
  shim.sets_global_go = sets_global_go(tokens);
  shim.min_data_address = min_data_address(tokens);
  find_releases(shim, source, tokens);
  shim.file = std::move(file);
  return shim;
}

}  // namespace wasmpair

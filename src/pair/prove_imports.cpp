// Point 1: the shim provides each import, with the expected signature.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "pair/finding_table.h"
#include "pair/proof_parts.h"
#include "util/counts.h"
#include "util/printable.h"

namespace wasmpair {
namespace {

constexpr std::uint8_t i32 = 0x7f;  // WebAssembly Core Specification 2.0, 5.3.1

/// An import and its index in the import section, which V8 reports.
struct NumberedImport {
  std::size_t index;
  const Import* import;
};

/// Go imports its own functions from "go" up to 1.20 and from "gojs" since 1.21.
bool is_go_module(std::string_view import_module) { return import_module == "go" || import_module == "gojs"; }

/// The imports of a module grouped by import module, in the order of first appearance. A repeated import is legal and
/// counts once.
std::vector<std::pair<std::string_view, std::vector<NumberedImport>>> group_imports(const Module& module) {
  std::vector<std::pair<std::string_view, std::vector<NumberedImport>>> groups;
  std::map<std::string_view, std::size_t> group_of;
  std::set<std::pair<std::string_view, std::string_view>> seen;
  for (std::size_t index = 0; index < module.imports.size(); ++index) {
    const Import& import = module.imports[index];
    if (!seen.insert({import.module, import.name}).second) continue;
    const auto [group, is_new] = group_of.try_emplace(import.module, groups.size());
    if (is_new) groups.push_back({import.module, {}});
    groups[group->second].second.push_back({index, &import});
  }
  return groups;
}

std::string list_modules(const Shim& shim) {
  std::string list;
  for (const std::string& provided : shim.modules)
    if (provided != "_gotest") list += fmt::format("{}\"{}\"", list.empty() ? "" : ", ", provided);
  return list.empty() ? "none" : list;
}

Finding missing_module(const PairUnderTest& pair, std::string_view import_module,
                       const std::vector<NumberedImport>& imports) {
  const bool is_go = is_go_module(import_module);
  return make_finding(
      is_go ? Check::MissingImportModule : Check::UndeclaredImportModule,
      {.subject = std::string(import_module),
       .message = fmt::format("{} imports {} from \"{}\" ({}{}), which is not among the import modules of {}: {}",
                              describe_module(pair.module), count_of(imports.size(), "function"), import_module,
                              imports.front().import->name, imports.size() > 1 ? ", …" : "", describe_shim(pair),
                              list_modules(pair.shim)),
       .browser = refused_module_text(imports.front().index, import_module),
       .advice = is_go ? advise_fitting_shim(pair.module)
                       : fmt::format("The program imports it with //go:wasmimport. If the page adds it as "
                                     "importObject[\"{0}\"], allow it: --allow-import {0}",
                                     printable(import_module))});
}

/// The shim may or may not compute this function at run time.
Finding unreadable_import(const PairUnderTest& pair, const UnreadableImports& part, const Import& import) {
  return make_finding(
      Check::UnreadableImport,
      {.subject = fmt::format("{} {}", import.module, import.name),
       .message = fmt::format("{} imports it; whether {} provides it depends on what the shim computes at {}",
                              describe_module(pair.module), describe_shim(pair), part.place),
       .browser = "",
       .advice = "Write that part of importObject as an object literal with one key per function, or use the unchanged "
                 "shim of the release."});
}

/// True if the shim is that of the release that built the module: then Go itself does not import what it lacks.
bool has_own_shim(const PairUnderTest& pair) {
  const auto& built_by = pair.module.go_version;
  return built_by &&
         (pair.shim.is_known() ? pair.shim.is_known_for(built_by->minor_text()) : pair.toolchain_version == built_by);
}

/// What to do about a function that the shim lacks in an import module that it has.
std::string advise_on_function(const PairUnderTest& pair, const Import& import) {
  if (!is_go_module(import.module))
    return fmt::format(
        "Add the function to importObject[\"{0}\"]; if the page does that outside the shim, allow it: "
        "--allow-import {0}",
        printable(import.module));
  if (!has_own_shim(pair)) return advise_fitting_shim(pair.module);
  return fmt::format(
      "The program imports it itself, with //go:wasmimport {0} {1}. The import module {0} is Go's own: no page adds to "
      "it, and --allow-import does not apply to it. Write another import module there, such as env, give its functions "
      "to load() as imports, and allow it: --allow-import env",
      printable(import.module), printable(import.name));
}

Finding missing_import(const PairUnderTest& pair, const NumberedImport& imported) {
  const Import& import = *imported.import;
  return make_finding(Check::MissingImport, {.subject = fmt::format("{} {}", import.module, import.name),
                                             .message = fmt::format("{} imports it, but {} does not provide it",
                                                                    describe_module(pair.module), describe_shim(pair)),
                                             .browser = refused_function_text(imported.index, import),
                                             .advice = advise_on_function(pair, import)});
}

/// Every function of Go's own module takes the stack pointer and returns nothing: (i32) -> ().
bool has_go_signature(const Module& module, const Import& import) {
  if (import.kind != ExternalKind::Function || import.type_index >= module.types.size()) return false;
  const FunctionType& type = module.types[import.type_index];
  return type.results.empty() && type.parameters.size() == 1 && type.parameters[0] == i32;
}

/// JavaScript functions have no signature, so a function of another type links and then reads its arguments from the
/// wrong place. Anything other than a function does not link.
Finding wrong_signature(const PairUnderTest& pair, const Import& import) {
  const bool is_function = import.kind == ExternalKind::Function;
  return make_finding(
      Check::ImportSignature, is_function ? Consequence::FailsAtRunTime : Consequence::RefusesToLoad,
      {.subject = fmt::format("{} {}", import.module, import.name),
       .message = fmt::format("{} imports it with a type other than (i32) -> (), the only one that {} supports",
                              describe_module(pair.module), describe_shim(pair)),
       .browser = "",
       .advice = "A tool changed the module after Go linked it, or another compiler built it. " +
                 advise_fitting_shim(pair.module)});
}

void prove_module(const PairUnderTest& pair, std::string_view import_module, const std::vector<NumberedImport>& imports,
                  Findings& findings) {
  const UnreadableImports* unreadable = pair.shim.unreadable_part(import_module);
  if (!pair.shim.provides_module(import_module) && unreadable == nullptr)
    return findings.push_back(missing_module(pair, import_module, imports));
  for (const NumberedImport& imported : imports) {
    const Import& import = *imported.import;
    if (!pair.shim.provides_import(import.module, import.name))
      findings.push_back(unreadable != nullptr ? unreadable_import(pair, *unreadable, import)
                                               : missing_import(pair, imported));
    else if (is_go_module(import_module) && !has_go_signature(pair.module, import))
      findings.push_back(wrong_signature(pair, import));
  }
}

bool is_about_module(const Finding& finding) {
  return finding.id == "missing-import-module" || finding.id == "undeclared-import-module";
}

}  // namespace

void prove_imports(const PairUnderTest& pair, Findings& findings) {
  const auto& allowed = pair.options.allowed_imports;
  Findings found;
  for (const auto& [import_module, imports] : group_imports(pair.module))
    if (is_go_module(import_module) || std::ranges::find(allowed, import_module) == allowed.end())
      prove_module(pair, import_module, imports, found);
  // A browser looks up every import module before it checks any function: findings about modules come first.
  std::stable_partition(found.begin(), found.end(), is_about_module);
  findings.insert(findings.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
}

}  // namespace wasmpair

// Point 2: the module has each export that the shim uses, with the expected signature.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "pair/finding_table.h"
#include "pair/proof_parts.h"

namespace wasmpair {
namespace {

/// The exports of the Go linker for GOOS=js, since Go 1.12 (cmd/link/internal/wasm/asm.go).
struct GoExport {
  std::string_view name;
  ExternalKind kind;
  std::string_view parameters;  ///< Value types as bytes: \x7f is i32.
  std::string_view results;
};

constexpr std::array go_exports = {
    GoExport{"run", ExternalKind::Function, "\x7f\x7f", ""},  // argc, argv
    GoExport{"resume", ExternalKind::Function, "", ""},
    GoExport{"getsp", ExternalKind::Function, "", "\x7f"},
    GoExport{"mem", ExternalKind::Memory, "", ""},
};

const GoExport* find_go_export(std::string_view export_name) {
  const auto found = std::ranges::find(go_exports, export_name, &GoExport::name);
  return found == go_exports.end() ? nullptr : &*found;
}

bool spells(ByteView types, std::string_view expected) {
  return std::ranges::equal(types, expected, {}, {}, [](char c) { return static_cast<std::uint8_t>(c); });
}

bool has_signature(const Module& module, const Export& exported, const GoExport& expected) {
  if (exported.kind != expected.kind) return false;
  if (exported.kind != ExternalKind::Function) return true;
  const FunctionType* type = module.function_type(exported);
  return type != nullptr && spells(type->parameters, expected.parameters) && spells(type->results, expected.results);
}

Finding missing_export(const PairUnderTest& pair, const std::string& export_name) {
  const bool is_memory = export_name == "mem";
  return make_finding(
      Check::MissingExport,
      {.subject = export_name,
       .message =
           fmt::format("{} does not export it, but {} uses it", describe_module(pair.module), describe_shim(pair)),
       .browser = is_memory ? "TypeError: Cannot read properties of undefined (reading 'buffer')"
                            : fmt::format("TypeError: this._inst.exports.{} is not a function", export_name),
       .advice = "If a tool removed the export, tell it to keep run, resume, getsp and mem, which Go's shim needs. " +
                 advise_fitting_shim(pair.module)});
}

Finding wrong_signature(const PairUnderTest& pair, const std::string& export_name) {
  return make_finding(Check::ExportSignature,
                      {.subject = export_name,
                       .message = fmt::format("{} exports it with a type that {} does not expect",
                                              describe_module(pair.module), describe_shim(pair)),
                       .browser = "",
                       .advice = advise_fitting_shim(pair.module)});
}

}  // namespace

void prove_exports(const PairUnderTest& pair, Findings& findings) {
  for (const std::string& used : pair.shim.used_exports) {
    const Export* exported = pair.module.find_export(used);
    const GoExport* expected = find_go_export(used);
    if (exported == nullptr)
      findings.push_back(missing_export(pair, used));
    else if (expected != nullptr && !has_signature(pair.module, *exported, *expected))
      findings.push_back(wrong_signature(pair, used));
  }
}

}  // namespace wasmpair

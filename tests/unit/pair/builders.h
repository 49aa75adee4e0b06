// Handmade modules and shims for tests of the proof.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "util/text_bytes.h"
#include "wasmpair/module.h"
#include "wasmpair/proof.h"
#include "wasmpair/shim.h"

namespace wasmpair::testing {

/// The shim with that source, as if it gave its class to the page.
inline Shim shim_of(std::string_view source) {
  Shim shim = read_shim(bytes_of(source), "shim.js");
  shim.sets_global_go = true;
  return shim;
}

/// A Go js module with the linker's exports and without imports. Its views point into the fixture, so
/// the fixture must outlive it.
class ModuleFixture {
 public:
  enum Type : std::uint32_t { TakesI32, TakesTwoI32, TakesNothing, ReturnsI32, TakesF64 };

  explicit ModuleFixture(std::string_view go_version) {
    module.file = "app.wasm";
    module.kind = ModuleKind::GoJs;
    module.types = {{i32_, {}}, {two_i32_, {}}, {}, {{}, i32_}, {f64_, {}}};
    module.function_types = {TakesTwoI32, TakesNothing, ReturnsI32};
    module.exports = {{"run", ExternalKind::Function, 0},
                      {"resume", ExternalKind::Function, 1},
                      {"getsp", ExternalKind::Function, 2},
                      {"mem", ExternalKind::Memory, 0}};
    module.go_version = parse_go_version(go_version);
    module.data.lowest_address = 12288;
  }

  ModuleFixture& import_function(std::string_view import_module, std::string_view name, Type type = TakesI32) {
    module.imports.push_back({import_module, name, ExternalKind::Function, type, 0});
    for (Export& exported : module.exports)
      if (exported.kind == ExternalKind::Function) ++exported.index;
    return *this;
  }

  /// Makes the entire file a data section that contains text.
  ModuleFixture& with_data(std::string_view text) {
    module.bytes = bytes_of(text);
    module.sections.push_back({SectionId::Data, "", 0, 0, text.size()});
    return *this;
  }

  ModuleFixture& without_export(std::string_view name) {
    std::erase_if(module.exports, [&](const Export& exported) { return exported.name == name; });
    return *this;
  }

  Module module;

 private:
  static constexpr std::array<std::uint8_t, 1> i32_{0x7f};
  static constexpr std::array<std::uint8_t, 2> two_i32_{0x7f, 0x7f};
  static constexpr std::array<std::uint8_t, 1> f64_{0x7c};
};

/// The finding with that id, or null.
inline const Finding* find(const Findings& findings, std::string_view id) {
  for (const Finding& finding : findings)
    if (finding.id == id) return &finding;
  return nullptr;
}

inline std::vector<std::string> ids(const Findings& findings) {
  std::vector<std::string> ids;
  for (const Finding& finding : findings) ids.push_back(finding.id);
  return ids;
}

}  // namespace wasmpair::testing

#include "wasm/classify.h"

#include <algorithm>
#include <iterator>

namespace wasmpair {
namespace {

bool has_producer(const Module& module, std::string_view name) {
  return std::any_of(module.producers.begin(), module.producers.end(),
                     [&](const Producer& producer) { return producer.name == name; });
}

bool imports_from(const Module& module, std::string_view host) {
  return std::any_of(module.imports.begin(), module.imports.end(),
                     [&](const Import& import) { return import.module == host; });
}

bool imports(const Module& module, std::string_view host, std::string_view name) {
  return std::any_of(module.imports.begin(), module.imports.end(),
                     [&](const Import& import) { return import.module == host && import.name == name; });
}

bool exports(const Module& module, ExternalKind kind, std::string_view name) {
  const Export* exported = module.find_export(name);
  return exported && exported->kind == kind;
}

bool exports_function(const Module& module, std::string_view name) {
  return exports(module, ExternalKind::Function, name);
}

/// TinyGo names itself since 0.30; before, its build of Clang does. Without producers, its scheduler's names identify
/// it, because Go has none of them.
bool is_tinygo(const Module& module) {
  const auto built_by_its_clang = [](const Producer& producer) {
    return producer.version.find("tinygo-org/llvm-project") != std::string_view::npos;
  };
  return has_producer(module, "TinyGo") ||
         std::any_of(module.producers.begin(), module.producers.end(), built_by_its_clang) ||
         imports(module, "gojs", "runtime.ticks") || imports(module, "env", "runtime.ticks") ||
         exports_function(module, "go_scheduler");
}

/// Go's linker writes at least one of these; each can be stripped.
bool has_go_metadata(const Module& module) {
  return has_producer(module, "Go") || module.go_version || !module.build_id.empty() || module.module_info;
}

/// Recognizes a Go js module even if its Go metadata has been stripped: every program exits through wasmExit, and its
/// shim calls `run` and reads `mem`.
bool is_go_js(const Module& module) {
  const bool imports_shim = imports_from(module, "gojs") || imports_from(module, "go");
  const bool exits = imports(module, "gojs", "runtime.wasmExit") || imports(module, "go", "runtime.wasmExit");
  const bool exports_program = exports_function(module, "run") && exports(module, ExternalKind::Memory, "mem");
  return (has_go_metadata(module) && imports_shim) || (exits && exports_program);
}

bool is_go_wasip1_command(const Module& module) {
  return has_go_metadata(module) && exports_function(module, "_start");
}

bool is_go_wasip1_reactor(const Module& module) {
  return has_go_metadata(module) && exports_function(module, "_initialize");
}

bool is_wasm_bindgen(const Module& module) {
  return has_producer(module, "wasm-bindgen") || imports_from(module, "wbg") ||
         imports_from(module, "__wbindgen_placeholder__");
}

/// Emscripten does not name itself; the names of its standard library identify it unless an optimizer shortened them.
bool is_emscripten(const Module& module) {
  const auto of_its_library = [](const Import& import) {
    return import.module == "env" && import.name.starts_with("emscripten_");
  };
  const bool has_host = imports_from(module, "env") || imports_from(module, "wasi_snapshot_preview1") ||
                        imports_from(module, "wasi_unstable");
  return std::any_of(module.imports.begin(), module.imports.end(), of_its_library) ||
         (has_host && exports_function(module, "__wasm_call_ctors"));
}

bool is_anything(const Module&) { return true; }
bool is_nothing(const Module&) { return false; }

struct KindRule {
  ModuleKind kind;
  const char* name;
  const char* title;
  bool (*matches)(const Module&);
};

/// The kinds of modules; the first that matches is the module's kind. TinyGo comes before Go because it imports from
/// the same modules.
constexpr KindRule rules[] = {
    {ModuleKind::TinyGo, "tinygo", "TinyGo program", is_tinygo},
    {ModuleKind::GoJs, "go-js", "Go program for the browser (GOOS=js)", is_go_js},
    {ModuleKind::GoWasip1Command, "go-wasip1-command", "Go program for WASI hosts (GOOS=wasip1)", is_go_wasip1_command},
    {ModuleKind::GoWasip1Reactor, "go-wasip1-reactor", "Go library for WASI hosts (GOOS=wasip1, -buildmode=c-shared)",
     is_go_wasip1_reactor},
    {ModuleKind::WasmBindgen, "wasm-bindgen", "Rust library for the browser (wasm-bindgen)", is_wasm_bindgen},
    {ModuleKind::Emscripten, "emscripten", "C or C++ program (Emscripten)", is_emscripten},
    {ModuleKind::Other, "other", "WebAssembly module of an unknown compiler", is_anything},
    {ModuleKind::NotWasm, "not-wasm", "not a WebAssembly module", is_nothing},
};

const KindRule& rule_of(ModuleKind kind) {
  return *std::find_if(std::begin(rules), std::end(rules), [&](const KindRule& rule) { return rule.kind == kind; });
}

}  // namespace

ModuleKind classify(const Module& module) {
  return std::find_if(std::begin(rules), std::end(rules), [&](const KindRule& rule) { return rule.matches(module); })
      ->kind;
}

const char* name(ModuleKind kind) { return rule_of(kind).name; }

const char* title(ModuleKind kind) { return rule_of(kind).title; }

}  // namespace wasmpair

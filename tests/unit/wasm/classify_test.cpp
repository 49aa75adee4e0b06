#include "wasm/classify.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "support/module_text.h"
#include "wasmpair/module.h"

namespace wasmpair {
namespace {

using testing::go_js_sections;
using testing::module_of;

/// The kind of the module described by text.
ModuleKind kind_of(std::string_view text) {
  const Bytes bytes = module_of(text);
  return read_module(bytes, "app.wasm").kind;
}

/// The kind of a module with these exports between the sections before and after.
ModuleKind kind_with_exports(std::string_view before, std::string_view exports, std::string_view after = "") {
  std::string text(before);
  text += " function: { 1 0 } memory: { 1 min 1 } export: { " + std::string(exports) + " } code: { 1 { 0 #00 end } } ";
  return kind_of(text + std::string(after));
}

constexpr std::string_view go_producers =
    R"(custom: { "producers" 2 "language" 1 "Go" "go1.24.4" "processed-by" 1 "Go cmd/compile" "go1.24.4" })";

TEST(Classify, KnowsGoForTheBrowser) { EXPECT_EQ(kind_of(go_js_sections), ModuleKind::GoJs); }

TEST(Classify, KnowsGoForTheBrowserWithoutGoMetadata) {
  for (const char* host : {"\"go\"", "\"gojs\""}) {
    const std::string before =
        std::string("type: { 1 func 1 i32 0 } import: { 1 ") + host + " \"runtime.wasmExit\" function 0 }";
    EXPECT_EQ(kind_with_exports(before, R"(2 "run" function 1 "mem" memory 0)"), ModuleKind::GoJs);
    EXPECT_EQ(kind_with_exports(before, R"(2 "run" function 1 "memory" memory 0)"), ModuleKind::Other);
    EXPECT_EQ(kind_with_exports(before, R"(2 "start" function 1 "mem" memory 0)"), ModuleKind::Other);
  }
}

TEST(Classify, KnowsGo113ForTheBrowserByItsVersionSection) {
  EXPECT_EQ(kind_of(R"(custom: { "go.version" 'go1.13.8' }  type: { 1 func 1 i32 0 }
                       import: { 1 "go" "runtime.wasmWrite" function 0 })"),
            ModuleKind::GoJs);
}

TEST(Classify, KnowsGoForWasi) {
  const std::string before = R"(type: { 1 func 0 0 } import: { 1 "wasi_snapshot_preview1" "fd_write" function 0 })";
  EXPECT_EQ(kind_with_exports(before, R"(2 "_start" function 1 "memory" memory 0)", go_producers),
            ModuleKind::GoWasip1Command);
  EXPECT_EQ(kind_with_exports(before, R"(2 "_initialize" function 1 "memory" memory 0)", go_producers),
            ModuleKind::GoWasip1Reactor);
}

TEST(Classify, KnowsGoForWasiByItsBuildId) {
  const std::string before = R"(custom: { "go:buildid" #ff ' Go build ID: "a/b"' #0a ' ' #ff } type: { 1 func 0 0 })";
  EXPECT_EQ(kind_with_exports(before, R"(1 "_start" function 0)"), ModuleKind::GoWasip1Command);
}

TEST(Classify, DoesNotRecognizeGoForWasiWithoutGoMetadata) {
  EXPECT_EQ(kind_with_exports("type: { 1 func 0 0 }", R"(1 "_start" function 0)"), ModuleKind::Other);
}

TEST(Classify, KnowsTinyGoByItsName) {
  EXPECT_EQ(kind_of(R"(custom: { "producers" 2  "language" 1 "C11" ""
                                 "processed-by" 2 "clang" "20.1.1" "TinyGo" "0.40.1" })"),
            ModuleKind::TinyGo);
}

TEST(Classify, KnowsTinyGoBefore030ByItsClang) {
  EXPECT_EQ(kind_of(R"-(custom: { "producers" 1 "processed-by" 1
                                 "clang" "15.0.7 (https://github.com/tinygo-org/llvm-project)" })-"),
            ModuleKind::TinyGo);
}

TEST(Classify, DistinguishesTinyGoFromGoWithoutProducers) {
  for (const char* host : {"\"gojs\"", "\"env\""})
    EXPECT_EQ(kind_with_exports(
                  std::string("type: { 1 func 0 1 f64 } import: { 1 ") + host + " \"runtime.ticks\" function 0 }",
                  R"(2 "_start" function 1 "memory" memory 0)"),
              ModuleKind::TinyGo);
  EXPECT_EQ(kind_with_exports("type: { 1 func 0 0 }", R"(2 "go_scheduler" function 0 "resume" function 0)"),
            ModuleKind::TinyGo);
}

TEST(Classify, KnowsWasmBindgen) {
  EXPECT_EQ(kind_of(R"(type: { 1 func 0 0 } import: { 1 "wbg" "__wbindgen_throw" function 0 })"),
            ModuleKind::WasmBindgen);
  EXPECT_EQ(kind_of(R"(custom: { "producers" 1 "processed-by" 2 "walrus" "0.23.3" "wasm-bindgen" "0.2.103" })"),
            ModuleKind::WasmBindgen);
}

TEST(Classify, KnowsEmscripten) {
  EXPECT_EQ(kind_of(R"(type: { 1 func 0 0 } import: { 1 "env" "emscripten_resize_heap" function 0 })"),
            ModuleKind::Emscripten);
  EXPECT_EQ(kind_with_exports(R"(type: { 1 func 0 0 } import: { 1 "wasi_unstable" "fd_write" function 0 })",
                              R"(1 "__wasm_call_ctors" function 1)"),
            ModuleKind::Emscripten);
}

TEST(Classify, ClassifiesAnythingElseAsOther) {
  EXPECT_EQ(kind_of(""), ModuleKind::Other);
  EXPECT_EQ(kind_with_exports("type: { 1 func 0 0 }", R"(1 "__wasm_call_ctors" function 0)"), ModuleKind::Other);
  EXPECT_EQ(kind_of(R"(type: { 1 func 0 0 } import: { 1 "env" "abort" function 0 })"), ModuleKind::Other);
}

TEST(Classify, GivesEveryKindADistinctNameAndTitle) {
  std::set<std::string> names;
  std::set<std::string> titles;
  constexpr auto last = static_cast<int>(ModuleKind::NotWasm);
  for (int kind = 0; kind <= last; ++kind) {
    names.insert(name(static_cast<ModuleKind>(kind)));
    titles.insert(title(static_cast<ModuleKind>(kind)));
  }
  EXPECT_EQ(names.size(), last + 1u);
  EXPECT_EQ(titles.size(), last + 1u);
  EXPECT_STREQ(name(ModuleKind::GoWasip1Reactor), "go-wasip1-reactor");
  EXPECT_STREQ(title(ModuleKind::GoJs), "Go program for the browser (GOOS=js)");
}

TEST(Module, NamesSectionsAndKindsLikeTheSpecification) {
  EXPECT_STREQ(name(SectionId::Custom), "custom");
  EXPECT_STREQ(name(SectionId::DataCount), "data count");
  EXPECT_STREQ(name(SectionId::Element), "element");
  EXPECT_STREQ(name(ExternalKind::Function), "function");
  EXPECT_STREQ(name(ExternalKind::Tag), "tag");
}

}  // namespace
}  // namespace wasmpair

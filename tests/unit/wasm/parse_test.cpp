#include "wasmpair/module.h"

#include <gtest/gtest.h>

#include "support/module_text.h"
#include "util/text_bytes.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

using testing::assemble;
using testing::go_js_sections;
using testing::module_of;

/// A module and the bytes that it points into.
struct Parsed {
  explicit Parsed(Bytes content) : bytes(std::move(content)), module(read_module(bytes, "app.wasm")) {}
  explicit Parsed(std::string_view sections) : Parsed(module_of(sections)) {}

  Bytes bytes;
  Module module;
};

TEST(Parse, ClassifiesOtherFilesAsNotWasm) {
  for (const char* text : {"", "#00", "#00 'asm'", "#00 'asm' 1 0 0", "#00 'asm' 2 0 0 0", "'<!doctype html>'"}) {
    const Parsed parsed(assemble(text));
    EXPECT_EQ(parsed.module.kind, ModuleKind::NotWasm) << text;
    EXPECT_TRUE(parsed.module.sections.empty()) << text;
    EXPECT_EQ(parsed.module.file, "app.wasm");
  }
}

TEST(Parse, ReadsAnEmptyModule) {
  const Parsed parsed("");
  EXPECT_EQ(parsed.module.kind, ModuleKind::Other);
  EXPECT_TRUE(parsed.module.sections.empty());
}

TEST(Parse, ReadsImportsWithTheirTypes) {
  const Parsed parsed(go_js_sections);
  ASSERT_EQ(parsed.module.imports.size(), 2u);
  const Import& import = parsed.module.imports[1];
  EXPECT_EQ(import.module, "gojs");
  EXPECT_EQ(import.name, "runtime.wasmWrite");
  EXPECT_EQ(import.kind, ExternalKind::Function);
  EXPECT_EQ(describe(parsed.module.types[import.type_index]), "(i32) -> ()");
  EXPECT_EQ(parsed.bytes[import.offset], 4u) << "the offset is that of the length of \"gojs\"";
}

TEST(Parse, ReadsExportsWithTheirTypes) {
  const Parsed parsed(go_js_sections);
  const Export* run = parsed.module.find_export("run");
  ASSERT_TRUE(run);
  ASSERT_TRUE(parsed.module.function_type(*run));
  EXPECT_EQ(describe(*parsed.module.function_type(*run)), "(i32, i32) -> ()");
  const Export* memory = parsed.module.find_export("mem");
  ASSERT_TRUE(memory);
  EXPECT_EQ(memory->kind, ExternalKind::Memory);
  EXPECT_FALSE(parsed.module.function_type(*memory));
  EXPECT_FALSE(parsed.module.find_export("stop"));
}

TEST(Parse, CountsImportedFunctionsFirst) {
  const Parsed parsed(R"(
    type: { 2  func 0 0  func 1 f64 1 i64 }
    import: { 3  "a" "t" table funcref min 0  "a" "f" function 1  "a" "g" function 0 }
    export: { 2  "f" function 0  "g" function 1 })");
  EXPECT_EQ(describe(*parsed.module.function_type(*parsed.module.find_export("f"))), "(f64) -> (i64)");
  EXPECT_EQ(describe(*parsed.module.function_type(*parsed.module.find_export("g"))), "() -> ()");
}

TEST(Parse, AcceptsARepeatedImport) {
  const Parsed parsed(R"(type: { 1 func 0 0 }  import: { 2  "go" "debug" function 0  "go" "debug" function 0 })");
  EXPECT_EQ(parsed.module.imports.size(), 2u);
}

TEST(Parse, ReadsSectionsWithTheirOffsets) {
  const Parsed parsed(R"(custom: { "note" 'hello' }  memory: {padded 1 min-max 2 3 })");
  ASSERT_EQ(parsed.module.sections.size(), 2u);
  const Section& note = parsed.module.sections[0];
  EXPECT_EQ(note.id, SectionId::Custom);
  EXPECT_EQ(note.custom_name, "note");
  EXPECT_EQ(note.offset, 8u);
  EXPECT_EQ(text_of(ByteView(parsed.bytes).subspan(note.payload_offset, note.payload_bytes)), "hello");
  const Section& memory = parsed.module.sections[1];
  EXPECT_EQ(memory.offset, note.end());
  EXPECT_EQ(memory.payload_offset, memory.offset + 6);
  EXPECT_EQ(memory.end(), parsed.bytes.size());
  EXPECT_EQ(parsed.module.find_custom("note"), &note);
  EXPECT_EQ(parsed.module.find_section(SectionId::Memory), &memory);
  EXPECT_FALSE(parsed.module.find_section(SectionId::Code));
}

TEST(Parse, ReadsTheLimitsOfTheMemory) {
  const Parsed parsed("memory: { 1 min-max 29 65536 }");
  ASSERT_TRUE(parsed.module.memory);
  EXPECT_EQ(parsed.module.memory->minimum_pages, 29u);
  EXPECT_EQ(parsed.module.memory->maximum_pages, 65536u);
  EXPECT_FALSE(Parsed("memory: { 1 min 1 }").module.memory->maximum_pages);
  EXPECT_FALSE(Parsed(R"(import: { 1 "env" "memory" memory min 1 })").module.memory);
}

TEST(Parse, SummarizesTheData) {
  const Parsed parsed(R"(memory: { 1 min 1 }
    data: { 4  active i32.const s8192 end { 'abc' }
               active i32.const s4100 end { 'de' }
               active i32.const s16 end { }         ; writes nothing
               passive { 'f' } })");
  EXPECT_EQ(parsed.module.data.segments, 4u);
  EXPECT_EQ(parsed.module.data.bytes, 6u);
  EXPECT_EQ(parsed.module.data.lowest_address, 4100u);
}

TEST(Parse, ReadsAddressesAboveTwoGiBAsUnsigned) {
  const Parsed parsed("memory: { 1 min 65536 }  data: { 1 active i32.const s-65536 end { 'a' } }");
  EXPECT_EQ(parsed.module.data.lowest_address, 0xffff0000u);
}

TEST(Parse, IgnoresComputedAddresses) {
  const Parsed parsed(R"(import: { 1 "env" "base" global i32 0 }  memory: { 1 min 1 }
    data: { 2  active global.get 0 end { 'a' }  active global.get 0 i32.const s8 i32.add end { 'b' } })");
  EXPECT_EQ(parsed.module.data.segments, 2u);
  EXPECT_FALSE(parsed.module.data.lowest_address);
}

TEST(Parse, ReadsProducersAndTheGoVersion) {
  const Parsed parsed(go_js_sections);
  ASSERT_EQ(parsed.module.producers.size(), 2u);
  EXPECT_EQ(parsed.module.producers[1].field, "processed-by");
  EXPECT_EQ(parsed.module.producers[1].name, "Go cmd/compile");
  EXPECT_EQ(parsed.module.producers[1].version, "go1.24.4");
  ASSERT_TRUE(parsed.module.go_version);
  EXPECT_EQ(parsed.module.go_version->text, "go1.24.4");
}

TEST(Parse, ReadsTheVersionSectionOfGo113) {
  const Parsed parsed(R"(custom: { "go.version" 'go1.13.8' })");
  ASSERT_TRUE(parsed.module.go_version);
  EXPECT_EQ(parsed.module.go_version->text, "go1.13.8");
}

TEST(Parse, PrefersProducersToTheVersionSection) {
  for (const char* text : {R"(custom: { "go.version" 'go1.13.8' }
                              custom: { "producers" 1 "language" 1 "Go" "go1.24.4" })",
                           R"(custom: { "producers" 1 "language" 1 "Go" "go1.24.4" }
                              custom: { "go.version" 'go1.13.8' })"})
    EXPECT_EQ(Parsed(text).module.go_version->text, "go1.24.4");
}

TEST(Parse, ReadsTheFirstOfSeveralProducersSections) {
  const Parsed parsed(R"(custom: { "producers" 1 "language" 1 "Go" "go1.24.4" }
                         custom: { "producers" 1 "language" 1 "Rust" "" })");
  ASSERT_EQ(parsed.module.producers.size(), 1u);
  EXPECT_EQ(parsed.module.producers[0].name, "Go");
}

TEST(Parse, ReadsTheBuildIdFromSectionsOfBothNames) {
  EXPECT_EQ(Parsed(go_js_sections).module.build_id, "abc/def");
  EXPECT_EQ(Parsed(R"(custom: { "go.buildid" #ff ' Go build ID: "x"' #0a ' ' #ff })").module.build_id, "x");
}

TEST(Parse, IgnoresABuildIdWithoutItsFrame) {
  EXPECT_EQ(Parsed(R"(custom: { "go:buildid" 'unknown' })").module.build_id, "");
}

// Features of newer releases of the format and of proposals: inspect must classify such modules.

TEST(Parse, ReadsMemoriesWith64BitAddresses) {
  const Parsed parsed("memory: { 1 #05 1 281474976710656 }  data: { 1 active i64.const s8589934592 end { 'a' } }");
  EXPECT_EQ(parsed.module.memory->addresses, AddressType::I64);
  EXPECT_EQ(parsed.module.memory->maximum_pages, std::uint64_t{1} << 48);
  EXPECT_FALSE(parsed.module.data.lowest_address);
}

TEST(Parse, ReadsSharedAndSeveralMemories) {
  const Parsed parsed("memory: { 2  #03 17 32  min 1 }  data: { 1 active-on 1 i32.const s0 end { 'a' } }");
  EXPECT_EQ(parsed.module.memory->minimum_pages, 17u);
  EXPECT_EQ(parsed.module.memory->addresses, AddressType::I32);
  EXPECT_FALSE(parsed.module.data.lowest_address) << "the segment is for the second memory";
}

TEST(Parse, SkipsTablesGlobalsAndTags) {
  const Parsed parsed(R"(
    type: { 1 func 1 externref 0 }
    import: { 6  "env" "table" table externref min 0      "env" "table64" table funcref #05 0 1
                 "env" "typed" table #63 #00 min 0        "env" "stack" global i32 1
                 "env" "error" tag 0 0                    "env" "after" function 0 }
    table: { 0 }  tag: { 0 }  global: { 0 }  element: { 0 })");
  ASSERT_EQ(parsed.module.imports.size(), 6u);
  EXPECT_EQ(parsed.module.imports[4].kind, ExternalKind::Tag);
  EXPECT_EQ(parsed.module.imports[5].name, "after");
}

TEST(Parse, ReadsReferencesToHeapTypesInFunctionTypes) {
  const Parsed parsed("type: { 1 func 2 #64 #80 #01 i32 1 #63 #6e }");
  ASSERT_EQ(parsed.module.types.size(), 1u);
  EXPECT_EQ(describe(parsed.module.types[0]), "(ref 128, i32) -> (ref null -18)");
}

TEST(Parse, DropsTheTypesIfOneIsNotAFunctionType) {
  const Parsed parsed(R"(
    type: { 2  func 0 0   #4e 1 #5f 1 i32 0 }              ; a recursive group of one structure
    import: { 1 "wbg" "__wbindgen_throw" function 0 }
    function: { 1 0 }
    export: { 1 "main" function 1 }
    code: { 1 { 0 end } })");
  EXPECT_TRUE(parsed.module.types.empty());
  EXPECT_EQ(parsed.module.kind, ModuleKind::WasmBindgen);
  EXPECT_FALSE(parsed.module.function_type(*parsed.module.find_export("main")));
}

TEST(Parse, SkipsCustomSectionsAnywhere) {
  const Parsed parsed(R"(custom: { "a" }  type: { 0 }  custom: { "b" 'xyz' }  import: { 0 }  custom: { "a" })");
  EXPECT_EQ(parsed.module.sections.size(), 5u);
}

}  // namespace
}  // namespace wasmpair

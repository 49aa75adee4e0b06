// Malforms every field of a module: the message names the file, the offset, the field and the reason.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "support/module_text.h"
#include "wasmpair/error.h"
#include "wasmpair/module.h"

namespace wasmpair {
namespace {

using testing::go_js_sections;
using testing::module_of;

struct Malformed {
  const char* name;
  std::string_view sections;
  std::string_view message;  ///< place and problem
};

void PrintTo(const Malformed& malformed, std::ostream* out) { *out << malformed.name; }

class MalformedModule : public ::testing::TestWithParam<Malformed> {};

TEST_P(MalformedModule, IsRejected) {
  const Bytes bytes = module_of(GetParam().sections);
  try {
    read_module(bytes, "app.wasm");
    FAIL() << "it was accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.place() + ": " + error.problem(), GetParam().message);
    EXPECT_NE(error.advice(), "");
  }
}

constexpr Malformed malformed_sections[] = {
    {"SectionId", "#0e { }", "app.wasm:0x8: cannot read section id: 14 is not a section id"},
    {"SectionSizeMissing", "#01", "app.wasm:0x9: cannot read section size: the file ends within it"},
    {"SectionSizeTooLong", "#01 #80 #80 #80 #80 #80 #00",
     "app.wasm:0x9: cannot read section size: LEB128 is longer than 5 bytes"},
    {"SectionPastTheEnd", "#01 3 #00",
     "app.wasm:0xa: cannot read section content: it takes 3 bytes, but the file has only 1 left"},
    {"SectionTwice", "type: { 0 }  type: { 0 }", "app.wasm:0xb: cannot read section id: the type section occurs twice"},
    {"SectionOrder", "import: { 0 }  type: { 0 }",
     "app.wasm:0xb: cannot read section id: the type section comes after the import section"},
    {"DataBeforeCode", "data: { 0 }  code: { 0 }",
     "app.wasm:0xb: cannot read section id: the code section comes after the data section"},
    {"CustomSectionWithoutName", "custom: { }",
     "app.wasm:0xa: cannot read custom section name: the custom section ends within it"},
    {"CustomSectionNamePastTheEnd", "custom: { 9 'abc' } type: { 0 }",
     "app.wasm:0xb: cannot read custom section name: it takes 9 bytes, but the custom section has only 3 left"},
    {"CustomSectionNameNotUtf8", "custom: { { #ff } }",
     "app.wasm:0xa: cannot read custom section name: it is not UTF-8"},
};

constexpr Malformed malformed_types[] = {
    {"NumberOfTypes", "type: { 1000001 }",
     "app.wasm:0xa: cannot read number of types: it is 1,000,001, but browsers accept at most 1,000,000"},
    {"NumberOfTypesPastTheEnd", "type: { 1000000 func 0 0 }",
     "app.wasm:0xa: cannot read number of types: it is 1,000,000, but so many do not fit in the 3 bytes left"},
    {"FormOfType", "type: { 1 #3f 0 0 }", "app.wasm:0xb: cannot read form of type: 0x3f is not the form of a type"},
    {"NumberOfParameters", "type: { 1 func 1001 0 }",
     "app.wasm:0xc: cannot read number of parameters: it is 1,001, but browsers accept at most 1,000"},
    {"ParameterType", "type: { 1 func 1 #12 0 }", "app.wasm:0xd: cannot read parameter type: 0x12 is not a type"},
    {"NumberOfResults", "type: { 1 func 0 4 i32 }",
     "app.wasm:0xd: cannot read number of results: it is 4, but so many do not fit in the 1 byte left"},
    {"ResultType", "type: { 1 func 0 1 #00 }", "app.wasm:0xe: cannot read result type: 0x00 is not a type"},
    {"BytesAfterTypes", "type: { 1 func 0 0 #00 }",
     "app.wasm:0xe: cannot read the type section: 1 trailing byte after the last type"},
    {"TypeOfFunction", "type: { 1 func 0 0 }  function: { 1 1 }",
     "app.wasm:0x11: cannot read type of function: it is 1, but the module has 1 type"},
    {"BytesAfterFunctions", "function: { 0 0 }",
     "app.wasm:0xb: cannot read the function section: 1 trailing byte after the last function"},
};

constexpr Malformed malformed_externals[] = {
    {"NumberOfImports", "import: { 4294967295 }",
     "app.wasm:0xa: cannot read number of imports: it is 4,294,967,295, but browsers accept at most 1,000,000"},
    {"ImportModule", "import: { 1 { #80 } 0 0 0 }", "app.wasm:0xb: cannot read import module: it is not UTF-8"},
    {"ImportName", "import: { 1 \"go\" 200 'x' }",
     "app.wasm:0x10: cannot read import name: it takes 200 bytes, but the import section has only 1 left"},
    {"ImportKind", "import: { 1 \"a\" \"b\" #05 0 }",
     "app.wasm:0xf: cannot read import kind: 0x05 is not a function, table, memory, global or tag"},
    {"TypeOfImportedFunction", "import: { 1 \"a\" \"b\" function 0 }",
     "app.wasm:0x10: cannot read type of imported function: it is 0, but the module has 0 types"},
    {"TypeOfImportedTable", "import: { 1 \"a\" \"b\" table #01 min 0 }",
     "app.wasm:0x10: cannot read type of imported table: 0x01 is not a type"},
    {"NewTypeOfImportedTable", "import: { 1 \"a\" \"b\" table #67 min 0 }",
     "app.wasm:0x10: cannot read type of imported table: 0x67 is not a type"},
    {"LimitsOfImportedMemory", "import: { 1 \"a\" \"b\" memory #10 1 }",
     "app.wasm:0x10: cannot read limits of imported memory: its flags 0x10 are unknown to wasmpair"},
    {"MutabilityOfImportedGlobal", "import: { 1 \"a\" \"b\" global i32 #02 }",
     "app.wasm:0x11: cannot read type of imported global: its mutability 0x02 is neither 0 nor 1"},
    {"AttributeOfImportedTag", "import: { 1 \"a\" \"b\" tag #01 0 }",
     "app.wasm:0x10: cannot read type of imported tag: its attribute 0x01 is not 0"},
    {"BytesAfterImports", "import: { 0 0 }",
     "app.wasm:0xb: cannot read the import section: 1 trailing byte after the last import"},
    {"NumberOfMemories", "memory: { 101 }",
     "app.wasm:0xa: cannot read number of memories: it is 101, but browsers accept at most 100"},
    {"MemoryMinimum", "memory: { 1 min 4294967296 }",
     "app.wasm:0xc: cannot read limits of memory: LEB128 does not fit in 32 bits"},
    {"MemoryMaximum", "memory: { 1 min-max 1 }",
     "app.wasm:0xd: cannot read limits of memory: the memory section ends within it"},
    {"BytesAfterMemories", "memory: { 1 min 1 1 }",
     "app.wasm:0xd: cannot read the memory section: 1 trailing byte after the last memory"},
    {"NumberOfExports", "export: { 100 #00 }",
     "app.wasm:0xa: cannot read number of exports: it is 100, but so many do not fit in the 1 byte left"},
    {"ExportName", "export: { 1 { #c3 #28 } function 0 }", "app.wasm:0xb: cannot read export name: it is not UTF-8"},
    {"ExportKind", "export: { 1 \"a\" #7f 0 }",
     "app.wasm:0xd: cannot read export kind: 0x7f is not a function, table, memory, global or tag"},
    {"ExportIndex", "export: { 1 \"a\" function 0 }",
     "app.wasm:0xe: cannot read export index: it is 0, but the module has 0 functions"},
    {"BytesAfterExports", "export: { 0 0 0 }",
     "app.wasm:0xb: cannot read the export section: 2 trailing bytes after the last export"},
};

constexpr Malformed malformed_program[] = {
    {"StartFunction", "start: { 3 }",
     "app.wasm:0xa: cannot read start function: it is 3, but the module has 0 functions"},
    {"StartFunctionWithoutFunctions", "start: { 0 }",
     "app.wasm:0xa: cannot read start function: it is 0, but the module has 0 functions"},
    {"BytesAfterTheStartFunction", "type: { 1 func 0 0 } import: { 1 \"a\" \"b\" function 0 } start: { 0 1 }",
     "app.wasm:0x1a: cannot read the start section: 1 trailing byte after the start function"},
    {"NumberOfFunctionBodies", "type: { 1 func 0 0 }  function: { 2 0 0 }  code: { 1 { 0 end } }",
     "app.wasm:0x15: cannot read number of function bodies: it is 1, but the function section declares 2 functions"},
    {"NumberOfFunctionBodiesPastTheEnd", "code: { 10 #00 }",
     "app.wasm:0xa: cannot read number of function bodies: it is 10, but so many do not fit in the 1 byte left"},
    {"FunctionBody", "type: { 1 func 0 0 }  function: { 1 0 }  code: { 1 9 0 end }",
     "app.wasm:0x16: cannot read function body: it takes 9 bytes, but the code section has only 2 left"},
    {"BytesAfterFunctionBodies", "code: { 0 end }",
     "app.wasm:0xb: cannot read the code section: 1 trailing byte after the last function body"},
    {"CodeSectionMissing", "type: { 1 func 0 0 }  function: { 1 0 }",
     "app.wasm:0x12: cannot read the code section: it is missing, but the function section declares 1 function"},
    {"DataCountOtherThanData", "data-count: { 2 }  data: { 1 passive { } }",
     "app.wasm:0xd: cannot read number of data segments: it is 1, but the data count section declares 2"},
    {"DataSectionMissing", "data-count: { 1 }",
     "app.wasm:0xb: cannot read the data section: it is missing, but the data count section declares 1 segment"},
    {"BytesAfterTheDataCount", "data-count: { 0 0 }",
     "app.wasm:0xb: cannot read the data count section: 1 trailing byte after the data count"},
    {"NumberOfDataSegments", "data: { 100001 }",
     "app.wasm:0xa: cannot read number of data segments: it is 100,001, but browsers accept at most 100,000"},
    {"NumberOfDataSegmentsPastTheEnd", "data: { 100000 #00 #00 }",
     "app.wasm:0xa: cannot read number of data segments: it is 100,000, but so many do not fit in the 2 bytes left"},
    {"DataSegmentFlags", "data: { 1 #03 { } }", "app.wasm:0xb: cannot read data segment flags: 0x3 is not 0, 1 or 2"},
    {"DataSegmentMemory", "data: { 1 active-on #80 }",
     "app.wasm:0xc: cannot read data segment memory: the data section ends within it"},
    {"DataSegmentOffsetEmpty", "memory: { 1 min 1 } data: { 1 active end { 'a' } }",
     "app.wasm:0x11: cannot read data segment offset: it is empty"},
    {"DataSegmentOffsetOpcode", "memory: { 1 min 1 } data: { 1 active i32.const s1 #10 end { 'a' } }",
     "app.wasm:0x13: cannot read data segment offset: it cannot contain opcode 0x10"},
    {"DataSegmentOffsetConstant", "memory: { 1 min 1 } data: { 1 active i32.const #ff #ff #ff #ff #0f end { 'a' } }",
     "app.wasm:0x12: cannot read data segment offset: LEB128 does not fit in 32 bits"},
    {"DataSegmentOffsetWithoutEnd", "memory: { 1 min 1 } data: { 1 active i32.const s1 }",
     "app.wasm:0x13: cannot read data segment offset: the data section ends here"},
    {"DataSegmentSize", "data: { 1 passive #80 }",
     "app.wasm:0xc: cannot read data segment size: the data section ends within it"},
    {"DataSegmentPayload", "data: { 1 passive 4294967295 'abc' }",
     "app.wasm:0x11: cannot read data segment payload: it takes 4,294,967,295 bytes, but the data section has only 3 "
     "left"},
    {"BytesAfterDataSegments", "data: { 1 passive { } 'xyz' }",
     "app.wasm:0xd: cannot read the data section: 3 trailing bytes after the last data segment"},
};

const auto by_name = [](const auto& test) { return std::string(test.param.name); };
INSTANTIATE_TEST_SUITE_P(Sections, MalformedModule, ::testing::ValuesIn(malformed_sections), by_name);
INSTANTIATE_TEST_SUITE_P(Types, MalformedModule, ::testing::ValuesIn(malformed_types), by_name);
INSTANTIATE_TEST_SUITE_P(Externals, MalformedModule, ::testing::ValuesIn(malformed_externals), by_name);
INSTANTIATE_TEST_SUITE_P(Program, MalformedModule, ::testing::ValuesIn(malformed_program), by_name);

/// Engines ignore what they cannot read in a custom section, so it is no reason to reject a module.
TEST(Malformed, ProducersAreIgnored) {
  std::string too_many = "2 ";
  for (const char* field : {"\"a\"", "\"b\""}) {
    too_many += std::string(field) + " 600 ";
    for (int i = 0; i < 600; ++i) too_many += "0 0 ";
  }
  const std::string of_go = "1 \"language\" 1 \"Go\" \"go1.24.4\"";
  for (const std::string& fields : {std::string("101"), std::string("1 { #ff } 0"), std::string("1 \"a\" 1001"),
                                    std::string("1 \"a\" 1 5 'G'"), of_go + " 0", too_many}) {
    const Bytes bytes = module_of("custom: { \"producers\" " + fields + " }");
    const Module module = read_module(bytes, "app.wasm");
    EXPECT_TRUE(module.producers.empty()) << fields;
    EXPECT_FALSE(module.go_version) << fields;
  }
}

TEST(Malformed, SectionsAreLimited) {
  std::string sections;
  for (int i = 0; i < 10'000; ++i) sections += "#00 1 0 ";
  const Bytes at_limit = module_of(sections);
  EXPECT_EQ(read_module(at_limit, "app.wasm").sections.size(), 10'000u);
  const Bytes too_many = module_of(sections + "#00 1 0");
  EXPECT_THROW(read_module(too_many, "app.wasm"), Error);
}

/// Truncation is detected anywhere, except between sections where the rest is itself a valid module.
TEST(Malformed, TruncationIsDetectedAtEveryByte) {
  const std::string data =
      " data: {padded 2  active i32.const s4096 end { 'abc' }  active i32.const s9000 end { 'd' } }";
  const Bytes complete = module_of(std::string(go_js_sections) + data);
  const Module module = read_module(complete, "app.wasm");
  for (std::size_t size = 0; size < complete.size(); ++size) {
    const Bytes cut(complete.begin(), complete.begin() + static_cast<std::ptrdiff_t>(size));
    const bool between_sections = std::any_of(module.sections.begin(), module.sections.end(),
                                              [&](const Section& section) { return section.offset == size; });
    try {
      const Module result = read_module(cut, "app.wasm");
      EXPECT_TRUE(result.kind == ModuleKind::NotWasm || between_sections) << "cut at byte " << size;
      EXPECT_EQ(result.kind == ModuleKind::NotWasm, size < 8) << "cut at byte " << size;
    } catch (const Error& error) {
      EXPECT_TRUE(error.place().starts_with("app.wasm:0x")) << error.what();
    }
  }
}

}  // namespace
}  // namespace wasmpair

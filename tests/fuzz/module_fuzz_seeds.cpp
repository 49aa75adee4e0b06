// Writes the seeds of module_fuzz to the directory given as argument: small modules, one per feature of the reader.
#include <fstream>
#include <string>

#include "support/module_text.h"

namespace {

using wasmpair::Bytes;
using wasmpair::testing::go_js_sections;
using wasmpair::testing::module_of;

constexpr std::string_view module_info = R"( { 'x'
  #30 #77 #af #0c #92 #74 #08 #02 #41 #e1 #c1 #07 #e6 #d6 #18 #e6
  'path' #09 'a/b' #0a 'mod' #09 'a' #09 'v1' #09 'h1:' #0a 'dep' #09 'c' #09 'v2' #0a '=>' #09 'd' #09 'v3' #0a
  'build' #09 'GOOS=js' #0a
  #f9 #32 #43 #31 #86 #18 #20 #72 #00 #82 #42 #10 #41 #16 #d8 #f2 } )";

constexpr std::string_view seeds[] = {
    "",
    R"(custom: { "name" #00 { "app" } }  custom: { "go.version" 'go1.13.8' })",
    R"(custom: { "producers" 2 "language" 1 "Go" "go1.24.4" "processed-by" 1 "TinyGo" "0.40.1" })",
    R"(type: { 2 func 2 i32 #64 #80 #01 1 f64  func 0 0 } import: { 1 "wbg" "f" function 1 })",
    R"(type: { 1 #4e 1 #5f 1 i32 0 } import: { 1 "env" "emscripten_x" function 0 })",
    R"(type: { 1 func 0 0 } import: { 4 "a" "t" table funcref min-max 1 2 "a" "m" memory #03 1 2
       "a" "g" global i32 1 "a" "e" tag 0 0 })",
    "memory: { 2 #05 1 2 min 1 } data: { 1 active i64.const s8589934592 end { 'a' } }",
    "memory: { 1 min 1 } data-count: { 2 } data: { 2 passive { 'ab' } active-on 0 i32.const s7 end { 'c' } }",
    R"(memory: {padded 1 min 1 } data: {padded 5
       active i32.const s300 end { 'abc' }  active i32.const s16 end { 'def' }  active i32.const s65535 end { 'g' }
       active i32.const s20 end { }  active i32.const s1000 end { #00 #00 'h' } })",
    "memory: { 1 min 65536 } data: { 2 active i32.const s-2 end { 'ab' }  active i32.const s2147483647 end { 'c' } }",
    // Neighbours that overlap by one byte, touch, have the largest gap that is joined, and a gap one byte larger.
    "memory: { 1 min 1 } data: { 2 active i32.const s6 end { 'd' }  active i32.const s4 end { 'abc' } }",
    "memory: { 1 min 1 } data: { 2 active i32.const s4 end { 'abc' }  active i32.const s7 end { 'd' } }",
    "memory: { 1 min 1 } data: { 2 active i32.const s4 end { 'abc' }  active i32.const s263 end { 'd' } }",
    "memory: { 1 min 1 } data: { 2 active i32.const s4 end { 'abc' }  active i32.const s264 end { 'd' } }",
};

void write(const std::string& path, const Bytes& bytes) {
  std::ofstream file(path, std::ios::binary);
  for (const std::uint8_t byte : bytes) file.put(static_cast<char>(byte));
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) return 2;
  const std::string directory = arguments[1];
  int number = 0;
  for (const std::string_view sections : seeds) write(directory + "/" + std::to_string(number++), module_of(sections));
  const std::string data = "data: {padded 2 active i32.const s4096 end { 'a' } active i32.const s4200 end ";
  write(directory + "/go-js", module_of(std::string(go_js_sections) + data + std::string(module_info) + "}"));
}

// Fuzzes the validation of function bodies: instructions without effect in front of a body must not change the verdict.
#include <cstdio>
#include <cstdlib>
#include <initializer_list>

#include "support/module_text.h"
#include "util/leb128.h"
#include "wasmpair/error.h"
#include "wasmpair/module.h"

namespace wasmpair {
namespace {

constexpr std::string_view before_code = R"(
  type: { 5  func 0 0  func 2 i32 i64 1 i32  func 2 i32 i32 2 i32 i32  func 0 2 i32 i64  func 3 f32 f64 v128 1 f64 }
  import: { 1 "a" "f" function 0 }
  function: { 1 1 }
  table: { 2 funcref min 1  externref min 1 }
  memory: { 1 min 1 }
  global: { 2  i32 0 i32.const s0 end  i64 1 i64.const s0 end }
  export: { 1 "f" function 0 }
  element: { 2 #05 externref 0  #01 0 1 1 }
  data-count: { 1 })";
constexpr std::string_view locals = "3 1 f32 1 f64 1 v128";

void append(Bytes& bytes, const Bytes& more) { bytes.insert(bytes.end(), more.begin(), more.end()); }

/// A module whose function has these instructions, with others in front.
Bytes module_with(std::string_view in_front, ByteView instructions) {
  Bytes body = testing::assemble(std::string(locals) + " " + std::string(in_front));
  body.insert(body.end(), instructions.begin(), instructions.end());
  Bytes code{1};
  append_unsigned(code, static_cast<std::uint32_t>(body.size()));
  append(code, body);
  Bytes bytes = testing::module_of(before_code);
  bytes.push_back(static_cast<std::uint8_t>(SectionId::Code));
  append_unsigned(bytes, static_cast<std::uint32_t>(code.size()));
  append(bytes, code);
  append(bytes, testing::assemble("data: { 1 passive { } }"));
  return bytes;
}

bool is_accepted(const Bytes& bytes) {
  try {
    read_module(bytes, "fuzz.wasm");
    return true;
  } catch (const Error&) {
    return false;
  }
}

}  // namespace
}  // namespace wasmpair

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const bool accepted = wasmpair::is_accepted(wasmpair::module_with("", {data, size}));
  for (const char* without_effect : {"#01", "block empty end", "local.get 0 drop", "i32.const s1 if empty else end"}) {
    if (wasmpair::is_accepted(wasmpair::module_with(without_effect, {data, size})) == accepted) continue;
    std::fprintf(stderr, "does not hold: the verdict is the same after %s\n", without_effect);
    std::abort();
  }
  return 0;
}

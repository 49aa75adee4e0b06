// Fuzzes the rewriting of guests: whatever is valid is rewritten to something valid, which the proof accepts, or
// refused by name. The input is a module or, if it does not start like one, the instructions of a function.
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "support/module_text.h"
#include "util/leb128.h"
#include "wasmpair/error.h"
#include "wasmpair/module.h"
#include "wasmpair/rewrite_guest.h"

namespace wasmpair {
namespace {

/// Function 0 is imported, function 1 is the input, function 2 has two results. With an import of sched_yield, indices
/// of functions stay; without, they move.
constexpr std::string_view with_sched_yield = R"(import: { 1 "wasi_snapshot_preview1" "sched_yield" function 4 })";
constexpr std::string_view without_sched_yield = R"(import: { 1 "host" "f" function 4 })";
constexpr std::string_view before_import =
    "type: { 5  func 0 0  func 2 i32 i64 1 i32  func 2 i32 i32 2 i32 i32  func 0 2 i32 i64  func 0 1 i32 }";
constexpr std::string_view after_import = R"(
  function: { 2 1 3 }
  table: { 2 funcref min 1  externref min 1 }
  memory: { 1 min 1 }
  global: { 2  i32 0 i32.const s0 end  i64 1 i64.const s0 end }
  export: { 1 "f" function 1 }
  element: { 2 #05 externref 0  #01 0 2 1 2 }
  data-count: { 1 })";
constexpr std::string_view locals = "2 1 i32 1 i64";

void append(Bytes& bytes, const Bytes& more) { bytes.insert(bytes.end(), more.begin(), more.end()); }

Bytes module_with(std::string_view import, ByteView instructions) {
  Bytes body = testing::assemble(locals);
  body.insert(body.end(), instructions.begin(), instructions.end());
  Bytes code{2};
  append_unsigned(code, body.size());
  append(code, body);
  append(code, testing::assemble("{ 0 i32.const s1 i64.const s2 end }"));
  Bytes bytes =
      testing::module_of(std::string(before_import) + " " + std::string(import) + " " + std::string(after_import));
  bytes.push_back(static_cast<std::uint8_t>(SectionId::Code));
  append_unsigned(bytes, code.size());
  append(bytes, code);
  append(bytes, testing::assemble("data: { 1 passive { } }"));
  return bytes;
}

void rewrite(const Bytes& bytes) {
  Module module;
  try {
    module = read_module(bytes, "fuzz.wasm");
  } catch (const Error&) {
    return;
  }
  try {
    rewrite_guest(module, {});
    rewrite_guest(module, {.metering = Metering::Unmetered});
  } catch (const Error& error) {
    if (!error.problem().starts_with("internal error")) return;
    std::fprintf(stderr, "does not hold: a valid guest is rewritten: %s\n", error.what());
    std::abort();
  }
}

}  // namespace
}  // namespace wasmpair

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace wasmpair;
  if (size > 0 && data[0] == 0) {
    rewrite(Bytes(data, data + size));
  } else {
    rewrite(module_with(with_sched_yield, {data, size}));
    rewrite(module_with(without_sched_yield, {data, size}));
  }
  return 0;
}

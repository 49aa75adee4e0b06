// Fuzzes the module reader: slimming a module that is valid must give the same program, which is valid too.
#include <cstdio>
#include <cstdlib>

#include "support/memory_image.h"
#include "wasmpair/error.h"
#include "wasmpair/module.h"
#include "wasmpair/slim.h"

namespace wasmpair {
namespace {

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

/// Types, imports and exports must not change.
void require_same_program(const Module& before, const Module& after) {
  require(after.kind == before.kind, "the kind is the same");
  require(after.imports.size() == before.imports.size(), "the imports are the same");
  require(after.exports.size() == before.exports.size(), "the exports are the same");
  require(after.function_types == before.function_types, "the functions are the same");
  require(after.go_version == before.go_version, "the version of Go is the same");
  require(after.data.lowest_address == before.data.lowest_address, "the lowest address is the same");
  require(testing::memory_image(after) == testing::memory_image(before), "the memory is the same");
}

void slim_and_compare(const Module& module, Names names) {
  const SlimResult result = slim(module, {.names = names});
  try {
    const Module after = read_module(result.content, "slim.wasm");
    require_same_program(module, after);
    require(after.data.segments == result.segments_after, "the segments are counted");
    require(slim(after, {.names = names}).content == result.content, "slimming twice changes nothing");
  } catch (const Error& error) {
    require(false, error.what());
  }
}

void run(ByteView bytes) {
  Module module;
  try {
    module = read_module(bytes, "fuzz.wasm");
  } catch (const Error&) {
    return;
  }
  for (const Import& import : module.imports)
    if (import.kind == ExternalKind::Function && !module.types.empty()) describe(module.types[import.type_index]);
  for (const Export& exported : module.exports) module.function_type(exported);
  slim_and_compare(module, Names::Drop);
  slim_and_compare(module, Names::Keep);
}

}  // namespace
}  // namespace wasmpair

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  wasmpair::run({data, size});
  return 0;
}

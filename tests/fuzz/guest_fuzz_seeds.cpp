// Writes the seeds of guest_fuzz to the directory given as argument: modules, and the instructions of bodies.
#include <fstream>
#include <string>

#include "support/module_text.h"

namespace {

constexpr std::string_view bodies[] = {
    "local.get 0 end",
    "nop loop empty nop br 0 end unreachable end",
    "call 1 local.get 0 local.get 1 call 1 end",
    "local.get 0 if i32 i32.const s1 else i32.const s2 end end",
    "local.get 0 local.get 1 return_call 1 end",
    "call 2 drop return end",
    "loop empty block empty block empty local.get 0 br_table 2 0 1 2 end end end local.get 0 end",
    "local.get 0 local.get 0 local.get 0 bulk 11 0 local.get 0 end",
    "local.get 0 local.get 0 i32.const s160 bulk 10 0 0 local.get 0 end",
    "i32.const s0 i32.const s0 i32.const s0 bulk 12 1 0 bulk 13 1 local.get 0 end",
    "ref.null funcref local.get 0 bulk 15 0 drop ref.func 1 drop local.get 0 end",
    "block i32 local.get 0 local.get 0 br_if 0 local.get 0 br_if 1 end end",
    "local.get 0 local.get 0 block 2 end drop call_indirect 4 0 end",
};

constexpr std::string_view modules[] = {
    "",
    "custom: { \"name\" 0 } memory: { 1 min-max 1 2 }",
    "type: { 1 func 0 0 } function: { 1 0 } table: { 1 funcref min 2 } global: { 1 funcref 1 ref.func 0 end } "
    "export: { 1 \"f\" function 0 } start: { 0 } element: { 1 0 i32.const s1 end 1 0 } code: { 1 { 0 call 0 end } } "
    "data: { 0 }",
};

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) return 2;
  int number = 0;
  const auto write = [&](const wasmpair::Bytes& seed) {
    std::ofstream file(std::string(arguments[1]) + "/" + std::to_string(number++), std::ios::binary);
    for (const std::uint8_t byte : seed) file.put(static_cast<char>(byte));
  };
  for (const std::string_view body : bodies) write(wasmpair::testing::assemble(body));
  for (const std::string_view sections : modules) write(wasmpair::testing::module_of(sections));
}

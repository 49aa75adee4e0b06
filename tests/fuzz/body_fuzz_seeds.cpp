// Writes the seeds of body_fuzz to the directory given as argument: the instructions of valid bodies.
#include <fstream>
#include <string>

#include "support/module_text.h"

namespace {

constexpr std::string_view seeds[] = {
    "local.get 0 end",
    "unreachable end",
    "unreachable i32.add end",
    "unreachable select end",
    "local.get 0 local.get 0 block 2 end drop end",
    "local.get 0 if 3 local.get 0 local.get 1 else unreachable end drop end",
    "loop empty br 0 end unreachable end",
    "block i64 block i32 unreachable local.get 0 br_table 2 0 1 0 end drop local.get 1 end drop local.get 0 end",
    "ref.func 0 ref.is_null end",
    "local.get 0 table.get 1 ref.is_null end",
    "ref.null externref ref.null externref local.get 0 #1c 1 externref ref.is_null end",
    "local.get 0 i32.load 2 4294967295 end",
    "local.get 0 local.get 0 local.get 0 bulk 8 0 0 bulk 9 0 local.get 0 end",
    "local.get 0 vector 15 vector 21 15 end",
    "local.get 4 vector 77 local.get 4 vector 13 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 vector 83 end",
    "call 0 local.get 0 local.get 1 return_call 1 end",
    "local.get 0 call_indirect 0 0 global.get 0 memory.size 0 i32.add end",
};

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) return 2;
  int number = 0;
  for (const std::string_view seed : seeds) {
    std::ofstream file(std::string(arguments[1]) + "/" + std::to_string(number++), std::ios::binary);
    for (const std::uint8_t byte : wasmpair::testing::assemble(seed)) file.put(static_cast<char>(byte));
  }
}

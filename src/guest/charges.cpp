#include "guest/charges.h"

namespace wasmpair {

std::optional<std::uint32_t> constant_of(const WalkedInstruction& instruction, ByteView body) {
  if (instruction.row->rule != Rule::I32Const) return std::nullopt;
  ByteReader reader(body.subspan(instruction.begin + 1), {});
  return static_cast<std::uint32_t>(reader.signed32("i32.const"));
}

std::uint32_t units_of(const WalkedInstruction& instruction, const FunctionPlans& plans) {
  switch (instruction.row->rule) {
    case Rule::Block:
    case Rule::Loop:
    case Rule::Else:
    case Rule::End:
      return 0;
    case Rule::Call:
    case Rule::ReturnCall:
      return instruction.index < plans.imported ? host_call_units : 1 + plans[instruction.index].unmetered_cost;
    case Rule::CallIndirect:
    case Rule::ReturnCallIndirect:
      return 1 + most_unmetered_units;
    case Rule::MemoryGrow:
      return host_call_units;
    default:
      return 1;
  }
}

}  // namespace wasmpair

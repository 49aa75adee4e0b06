#include "guest/charges.h"

#include <algorithm>

namespace wasmpair {

std::uint32_t value_of_constant(const WalkedInstruction& instruction, ByteView body) {
  ByteReader reader(body.subspan(instruction.begin + 1), {});
  return static_cast<std::uint32_t>(reader.signed32("i32.const"));
}

namespace {

std::uint32_t units_of_call(std::uint32_t function, const FunctionPlans& plans) {
  if (function < plans.imported) return host_call_units;
  return 1 + plans[function].unmetered_cost;
}

}  // namespace

std::uint32_t units_of(const WalkedInstruction& instruction, const FunctionPlans& plans,
                       std::optional<std::uint32_t> constant) {
  const Rule rule = instruction.row->rule;
  switch (rule) {
    case Rule::Block:
    case Rule::Loop:
    case Rule::Else:
    case Rule::End:
      return 0;
    case Rule::Call:
    case Rule::ReturnCall:
      return units_of_call(instruction.index, plans);
    case Rule::CallIndirect:
    case Rule::ReturnCallIndirect:
      return 1 + most_unmetered_units;
    case Rule::MemoryGrow:
      return host_call_units;
    default:
      return bulk_shift(rule) != 0 && constant ? 1 + (*constant >> bulk_shift(rule)) : 1;
  }
}

}  // namespace wasmpair

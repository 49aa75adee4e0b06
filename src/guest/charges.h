// What the meter counts: the units of an instruction.
#pragma once

#include <cstdint>
#include <optional>

#include "guest/function_plan.h"
#include "wasm/instruction_walk.h"

namespace wasmpair {

/// A unit is about one instruction. block, loop, else and end take no time and count nothing: a jump table of Go's lies
/// within hundreds of them.
inline constexpr std::uint32_t host_call_units = 256;  ///< A host function takes at least 100 ns in wazero.
/// A function that neither calls nor loops and executes at most this much is charged to its callers.
inline constexpr std::uint32_t most_unmetered_units = 32;
/// What a call or a turn of a loop may execute beyond what was charged. It was charged the smaller of its instructions
/// and prices.h's maximum of 64: so the meter counts at least a ninth of what is executed, and most often more than all
/// of it. Charges that are more exact would stand behind every few instructions, and cost more than what they count.
inline constexpr std::uint32_t most_unpaid = 512;
inline constexpr std::uint32_t least_counted = 9;  ///< One of so many units.
/// A bulk operation costs a unit for 16 bytes of memory or 4 elements of a table, as exponents of two. At least 2: a
/// length below 2^32 then cannot make the meter wrap to a positive number, as table.grow could, which fails silently.
inline constexpr std::uint32_t bytes_shift = 4;
inline constexpr std::uint32_t elements_shift = 2;

/// The value of i32.const. body: the bytes that it is in.
std::uint32_t value_of_constant(const WalkedInstruction& instruction, ByteView body);
/// The value if the instruction is i32.const. Asked of each instruction of a module, so it is inline.
inline std::optional<std::uint32_t> constant_of(const WalkedInstruction& instruction, ByteView body) {
  if (instruction.row->rule != Rule::I32Const) return std::nullopt;
  return value_of_constant(instruction, body);
}

/// The units of an instruction. constant: what the instruction before pushed, if that is an i32.const; without it, the
/// length of a bulk operation does not count.
std::uint32_t units_of(const WalkedInstruction& instruction, const FunctionPlans& plans,
                       std::optional<std::uint32_t> constant);

/// The exponent of the number of bytes or elements that cost a unit; 0 for what is not a bulk operation.
constexpr std::uint32_t bulk_shift(Rule rule) {
  switch (rule) {
    case Rule::MemoryFill:
    case Rule::MemoryCopy:
    case Rule::MemoryInit:
      return bytes_shift;
    case Rule::TableGrow:
    case Rule::TableFill:
    case Rule::TableCopy:
    case Rule::TableInit:
      return elements_shift;
    default:
      return 0;
  }
}

}  // namespace wasmpair

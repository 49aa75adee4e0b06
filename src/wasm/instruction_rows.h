// The notation of the tables of instructions.
#pragma once

#include <cstddef>
#include <span>

#include "wasm/instructions.h"

namespace wasmpair {

/// One row of a table. The signature is "OPERANDS:RESULT" with i for i32, I for i64, f for f32, F for f64, v for v128:
/// "ii:i" takes two i32 and gives one. The address of a memory instruction is not part of it.
struct InstructionRow {
  std::size_t opcode;
  const char* name;
  const char* signature = ":";
  Rule rule = Rule::Simple;
  std::uint8_t alignment = 0;
  std::uint8_t lanes = 0;
};

constexpr ValueType value_type_of(char letter) {
  switch (letter) {
    case 'i':
      return ValueType::I32;
    case 'I':
      return ValueType::I64;
    case 'f':
      return ValueType::F32;
    case 'F':
      return ValueType::F64;
    case 'v':
      return ValueType::V128;
    default:
      throw "not the letter of a type";
  }
}

constexpr Instruction instruction_of(const InstructionRow& row) {
  Instruction instruction{.name = row.name, .rule = row.rule, .alignment = row.alignment, .lanes = row.lanes};
  const char* letter = row.signature;
  for (; *letter != ':'; ++letter) instruction.operands[instruction.operand_count++] = value_type_of(*letter);
  if (*++letter != '\0') instruction.result = value_type_of(*letter);
  return instruction;
}

/// Fills the places of the rows. Throws, which ends the compilation, if an opcode occurs twice.
template <std::size_t Size>
constexpr void fill(std::array<Instruction, Size>& table, std::span<const InstructionRow> rows) {
  for (const InstructionRow& row : rows) {
    if (table[row.opcode].name != nullptr) throw "an opcode occurs twice";
    table[row.opcode] = instruction_of(row);
  }
}

/// A range of opcodes that belong to a proposal.
struct UnvalidatedRange {
  std::size_t first;
  std::size_t last;
  const char* name;
  Proposal proposal;
};

template <std::size_t Size>
constexpr void fill(std::array<Instruction, Size>& table, std::span<const UnvalidatedRange> ranges) {
  for (const UnvalidatedRange& range : ranges) {
    for (std::size_t opcode = range.first; opcode <= range.last; ++opcode) {
      if (table[opcode].name != nullptr) throw "an opcode occurs twice";
      table[opcode] = {.name = range.name, .rule = Rule::Unvalidated, .proposal = range.proposal};
    }
  }
}

}  // namespace wasmpair

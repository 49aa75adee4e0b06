// The instructions of WebAssembly Core Specification 3.0 (5.4) that wasmpair validates, and how.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "wasm/value_types.h"
#include "wasmpair/module.h"

namespace wasmpair {

/// How an instruction is read and validated. Simple: it has no immediates and only moves operands as its row says.
enum class Rule : std::uint8_t {
  Illegal,  ///< Not an instruction.
  Simple,
  Unreachable,
  Block,
  Loop,
  If,
  Else,
  End,
  Branch,
  BranchIf,
  BranchTable,
  Return,
  Call,
  CallIndirect,
  ReturnCall,
  ReturnCallIndirect,
  Drop,
  Select,
  SelectTyped,
  LocalGet,
  LocalSet,
  LocalTee,
  GlobalGet,
  GlobalSet,
  TableGet,
  TableSet,
  TableSize,
  TableGrow,
  TableFill,
  TableCopy,
  TableInit,
  ElementDrop,
  MemoryAccess,      ///< Loads and stores: the row's operands lie above the address.
  MemoryLaneAccess,  ///< The same with a lane.
  MemorySize,
  MemoryGrow,
  MemoryFill,
  MemoryCopy,
  MemoryInit,
  DataDrop,
  I32Const,
  I64Const,
  F32Const,
  F64Const,
  V128Const,
  Shuffle,
  Lane,  ///< The immediate is a lane.
  RefNull,
  RefIsNull,
  RefFunc,
  VectorPrefix,         ///< 0xfd: more of the opcode follows.
  MiscellaneousPrefix,  ///< 0xfc
  Unvalidated,          ///< Of a proposal that wasmpair does not validate.
};

/// One instruction.
struct Instruction {
  const char* name = nullptr;  ///< Null if the opcode is none.
  Rule rule = Rule::Illegal;
  std::uint8_t operand_count = 0;
  std::array<ValueType, 3> operands{};  ///< The last one is on top of the stack.
  ValueType result = ValueType::None;
  std::uint8_t alignment = 0;  ///< The natural one, as the exponent of two.
  std::uint8_t lanes = 0;      ///< The number of lanes that an immediate may select from.
  Proposal proposal{};         ///< Only of Unvalidated.
};

/// By the first byte of the opcode.
extern const std::array<Instruction, 256> instructions;
/// By the number after the prefix 0xfc, and after 0xfd.
inline constexpr std::size_t miscellaneous_count = 18;
inline constexpr std::size_t vector_count = 276;
extern const std::array<Instruction, miscellaneous_count> miscellaneous_instructions;
extern const std::array<Instruction, vector_count> vector_instructions;

}  // namespace wasmpair

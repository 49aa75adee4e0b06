// Value types: the types of operands, parameters and results (WebAssembly Core Specification 3.0, 5.3.5).
#pragma once

#include <cstdint>
#include <string_view>

#include "util/byte_reader.h"
#include "wasm/proposals.h"

namespace wasmpair {

/// A value type of 2.0, by its byte.
enum class ValueType : std::uint8_t {
  None = 0,  ///< No type; as an operand of unreachable code: any type.
  I32 = 0x7f,
  I64 = 0x7e,
  F32 = 0x7d,
  F64 = 0x7c,
  V128 = 0x7b,
  FuncRef = 0x70,
  ExternRef = 0x6f,
};

constexpr bool is_reference(ValueType type) { return type == ValueType::FuncRef || type == ValueType::ExternRef; }

/// "i32", "funcref"; "any type" for None.
std::string_view name(ValueType type);

/// Reads a value type. A type of a proposal is added to uses, and gives None. Throws Error for anything else.
ValueType read_value_type(ByteReader& reader, ProposalUses& uses, std::string_view field);

/// The same for the type of a table's elements: Throws Error unless it is a reference.
ValueType read_reference_type(ByteReader& reader, ProposalUses& uses, std::string_view field);

/// Reads a heap type, as ref.null has it.
ValueType read_heap_type(ByteReader& reader, ProposalUses& uses, std::string_view field);

}  // namespace wasmpair

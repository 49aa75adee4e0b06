// Constant expressions: the short programs that give a global its value, and a segment its address.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "util/byte_reader.h"
#include "wasm/draft.h"

namespace wasmpair {

/// What is known about an expression without running it.
struct ConstantExpression {
  /// The value if the expression is `i32.const N end`.
  std::optional<std::uint32_t> i32;
};

/// Reads an expression including its `end` (WebAssembly Core Specification 3.0, 3.4.13 and 5.4.9) and validates that it
/// gives a value of the type; None: of any type. Throws Error for a malformed or invalid expression. Marks functions
/// that it names as referenced. Instructions of a proposal that wasmpair does not validate end the reading of the
/// section: they give nothing, and the reader stands at its end.
std::optional<ConstantExpression> read_constant_expression(ByteReader& reader, ModuleDraft& draft, ValueType type,
                                                           std::string_view field);

/// The type of addresses, as a value type.
constexpr ValueType value_type(AddressType addresses) {
  return addresses == AddressType::I64 ? ValueType::I64 : ValueType::I32;
}

}  // namespace wasmpair

#include "wasm/constant_expression.h"

#include <fmt/format.h>

namespace wasmpair {
namespace {

enum Opcode : std::uint8_t {
  End = 0x0b,
  GlobalGet = 0x23,
  I32Const = 0x41,
  I64Const = 0x42,
  I32Add = 0x6a,
  I32Sub = 0x6b,
  I32Mul = 0x6c,
  I64Add = 0x7c,
  I64Sub = 0x7d,
  I64Mul = 0x7e,
};

/// Skips the operand of an opcode other than End and I32Const. start: the offset of the opcode.
void skip_operand(ByteReader& reader, std::uint8_t opcode, std::size_t start, std::string_view field) {
  switch (opcode) {
    case GlobalGet:
      reader.unsigned32(field);
      return;
    case I64Const:
      reader.signed64(field);
      return;
    case I32Add:
    case I32Sub:
    case I32Mul:
    case I64Add:
    case I64Sub:
    case I64Mul:
      return;
    default:
      reader.fail(start, field, fmt::format("it cannot contain opcode {:#04x}", opcode));
  }
}

}  // namespace

std::optional<std::uint32_t> read_address(ByteReader& reader, std::string_view field) {
  std::optional<std::uint32_t> address;
  const std::size_t expression = reader.offset();
  for (std::size_t instructions = 0;; ++instructions) {
    const std::size_t start = reader.offset();
    const std::uint8_t opcode = reader.byte(field);
    if (opcode == End && instructions == 0) reader.fail(expression, field, "it is empty");
    if (opcode == End) return instructions == 1 ? address : std::nullopt;
    if (opcode == I32Const)
      address = static_cast<std::uint32_t>(reader.signed32(field));
    else
      skip_operand(reader, opcode, start, field);
  }
}

}  // namespace wasmpair

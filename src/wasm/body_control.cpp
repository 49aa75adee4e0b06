// Validates blocks, branches and calls.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "wasm/body_validator.h"
#include "wasm/constant_expression.h"
#include "wasm/limits.h"
#include "wasm/module_reader.h"

namespace wasmpair {
namespace {

constexpr std::uint8_t result_bytes[] = {0x7f, 0x7e, 0x7d, 0x7c, 0x7b, 0x70, 0x6f};
constexpr FunctionType no_operands{};

/// The type of a block whose result is the value type of that byte.
const FunctionType& block_type_with_result(ValueType result) {
  static const auto types = [] {
    std::array<FunctionType, std::size(result_bytes)> all{};
    for (std::size_t i = 0; i < all.size(); ++i) all[i].results = ByteView(&result_bytes[i], 1);
    return all;
  }();
  const auto* place = std::ranges::find(result_bytes, static_cast<std::uint8_t>(result));
  return types[static_cast<std::size_t>(place - result_bytes)];
}

}  // namespace

void BodyValidator::control(const Instruction& instruction) {
  switch (instruction.rule) {
    case Rule::Block:
      return stack_.open_block(BlockKind::Block, block_type());
    case Rule::Loop:
      return stack_.open_block(BlockKind::Loop, block_type());
    case Rule::If: {
      const FunctionType& type = block_type();
      stack_.pop(ValueType::I32);
      return stack_.open_block(BlockKind::If, type);
    }
    case Rule::Else:
      return stack_.open_else();
    case Rule::Branch:
      stack_.pop(stack_.label(reader_.unsigned32("depth of branch")));
      return stack_.set_unreachable();
    case Rule::BranchIf: {
      const ByteView types = stack_.label(reader_.unsigned32("depth of branch"));
      stack_.pop(ValueType::I32);
      stack_.pop(types);
      return stack_.push(types);
    }
    case Rule::BranchTable:
      return branch_table();
    case Rule::Return:
      stack_.pop(stack_.results());
      return stack_.set_unreachable();
    default:  // unreachable
      return stack_.set_unreachable();
  }
}

/// immediates := count:u32 depth:u32* default depth:u32
void BodyValidator::branch_table() {
  const std::uint32_t count =
      reader_.slow("branch targets", [](ByteReader& reader) { return read_count(reader, limits::branch_targets); });
  stack_.pop(ValueType::I32);
  ByteView last;
  for (std::uint32_t i = 0; i <= count; ++i) {
    const ByteView types = stack_.label(reader_.unsigned32("depth of branch"));
    if (i != 0 && types.size() != last.size()) place_.reject("its targets take different numbers of operands");
    // Of neighbours with the same types, one suffices.
    if (i == 0 || types.data() != last.data()) stack_.expect(types);
    last = types;
  }
  stack_.set_unreachable();
}

void BodyValidator::call(const Instruction& instruction) {
  const bool returns = instruction.rule == Rule::ReturnCall || instruction.rule == Rule::ReturnCallIndirect;
  const bool indirect = instruction.rule == Rule::CallIndirect || instruction.rule == Rule::ReturnCallIndirect;
  const std::uint32_t index = reader_.unsigned32(indirect ? "type of call" : "called function");
  require_index(index, indirect ? spaces_.types.size() : spaces_.functions.size(), indirect ? "type" : "function");
  const FunctionType& type = spaces_.types[indirect ? index : spaces_.functions[index]];
  if (indirect) {
    const TableType& table = table_type(reader_.unsigned32("table of call"));
    if (table.element != ValueType::FuncRef) place_.reject(fmt::format("its table contains {}", name(table.element)));
    stack_.pop(value_type(table.addresses));
  }
  stack_.pop(type.parameters);
  if (!returns) return stack_.push(type.results);
  proposals_.add(Proposal::TailCalls, place_.offset());
  if (!std::ranges::equal(type.results, stack_.results()))
    place_.reject("it returns the results of a function that has others");
  stack_.set_unreachable();
}

/// block type := 0x40 | value type | type:s33, not negative
const FunctionType& BodyValidator::block_type() {
  constexpr std::uint8_t empty = 0x40, last_value_type = 0x7f;
  const std::uint8_t byte = reader_.at_end() ? reader_.byte("block type") : reader_.peek();
  if (byte == empty) {
    reader_.byte("block type");
    return no_operands;
  }
  if (byte > empty && byte <= last_value_type) {
    const ValueType result =
        read_type([&](ByteReader& reader) { return read_value_type(reader, proposals_, "block type"); });
    return skips_ ? no_operands : block_type_with_result(result);
  }
  const std::size_t start = reader_.offset();
  const std::int64_t type =
      reader_.slow("block type", [](ByteReader& reader) { return reader.signed33("block type"); });
  if (type < 0) place_.body->fail(start, "block type", "it is negative");
  require_index(static_cast<std::uint32_t>(type), spaces_.types.size(), "type");
  return spaces_.types[static_cast<std::size_t>(type)];
}

}  // namespace wasmpair

#include "wasm/value_types.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "wasm/module_reader.h"
#include "wasmpair/module.h"

namespace wasmpair {
namespace {

/// The operand after the byte of a value type.
enum class Operand { None, HeapType };

struct ValueTypeRow {
  std::uint8_t byte;
  Operand operand;
  const char* name;
  std::optional<Proposal> proposal;
};

constexpr ValueTypeRow rows[] = {
    {0x7f, Operand::None, "i32", {}},
    {0x7e, Operand::None, "i64", {}},
    {0x7d, Operand::None, "f32", {}},
    {0x7c, Operand::None, "f64", {}},
    {0x7b, Operand::None, "v128", {}},
    {0x70, Operand::None, "funcref", {}},
    {0x6f, Operand::None, "externref", {}},
    {0x6e, Operand::None, "anyref", Proposal::GarbageCollection},
    {0x6d, Operand::None, "eqref", Proposal::GarbageCollection},
    {0x6c, Operand::None, "i31ref", Proposal::GarbageCollection},
    {0x6b, Operand::None, "structref", Proposal::GarbageCollection},
    {0x6a, Operand::None, "arrayref", Proposal::GarbageCollection},
    {0x69, Operand::None, "exnref", Proposal::ExceptionHandling},
    {0x68, Operand::None, "contref", Proposal::StackSwitching},
    {0x71, Operand::None, "nullref", Proposal::GarbageCollection},
    {0x72, Operand::None, "nullexternref", Proposal::GarbageCollection},
    {0x73, Operand::None, "nullfuncref", Proposal::GarbageCollection},
    {0x74, Operand::None, "nullexnref", Proposal::ExceptionHandling},
    {0x75, Operand::None, "nullcontref", Proposal::StackSwitching},
    {0x63, Operand::HeapType, "ref null", Proposal::TypedFunctionReferences},
    {0x64, Operand::HeapType, "ref", Proposal::TypedFunctionReferences},
};

constexpr std::uint8_t exact = 0x62;
constexpr std::uint8_t first_reference = 0x75;  // Heap types are the bytes from here down, without operands.

const ValueTypeRow* find(std::uint8_t byte) {
  const auto* found = std::ranges::find(rows, byte, &ValueTypeRow::byte);
  return found == std::end(rows) ? nullptr : found;
}

/// heap type := abstract | type index:s33 | 0x62 type index:u32 (exact, of the custom descriptors proposal)
void skip_heap_type(ByteReader& reader, ProposalUses& uses, std::string_view field) {
  const std::size_t start = reader.offset();
  ByteReader ahead = reader;
  if (ahead.byte(field) == exact) {
    uses.add(Proposal::CustomDescriptors, start);
    ahead.unsigned32(field);
    reader = ahead;
    return;
  }
  const std::int64_t type = reader.signed33(field);
  const auto byte = static_cast<std::uint8_t>(type & 0x7f);
  const ValueTypeRow* row = type < 0 && type >= -64 ? find(byte) : nullptr;
  if (type < 0 && (row == nullptr || row->operand != Operand::None || byte > first_reference))
    fail_unknown(reader, start, field, fmt::format("{} is not a heap type", type));
}

/// "(i32, f64)".
std::string describe_list(ByteView types) {
  std::string text = "(";
  ByteReader reader(types, {});
  while (!reader.at_end()) {
    if (text.size() > 1) text += ", ";
    const ValueTypeRow* row = find(reader.byte("value type"));
    text += row->name;
    if (row->operand == Operand::HeapType) text += fmt::format(" {}", reader.signed33("heap type"));
  }
  return text + ")";
}

}  // namespace

std::string_view name(ValueType type) {
  const ValueTypeRow* row = find(static_cast<std::uint8_t>(type));
  return row == nullptr ? "any type" : row->name;
}

ValueType read_value_type(ByteReader& reader, ProposalUses& uses, std::string_view field) {
  const std::size_t start = reader.offset();
  const std::uint8_t byte = reader.byte(field);
  const ValueTypeRow* row = find(byte);
  if (row == nullptr) fail_unknown(reader, start, field, fmt::format("{:#04x} is not a type", byte));
  if (row->operand == Operand::HeapType) skip_heap_type(reader, uses, field);
  if (!row->proposal) return static_cast<ValueType>(byte);
  uses.add(*row->proposal, start);
  return ValueType::None;
}

ValueType read_reference_type(ByteReader& reader, ProposalUses& uses, std::string_view field) {
  const std::size_t start = reader.offset();
  const ValueType type = read_value_type(reader, uses, field);
  if (type != ValueType::None && !is_reference(type))
    reader.fail(start, field, fmt::format("{} is not a reference", name(type)));
  return type;
}

ValueType read_heap_type(ByteReader& reader, ProposalUses& uses, std::string_view field) {
  const std::size_t start = reader.offset();
  ByteReader ahead = reader;
  const ValueTypeRow* row = find(ahead.byte(field));
  skip_heap_type(reader, uses, field);
  const bool is_abstract = row != nullptr && row->operand == Operand::None && reader.offset() == start + 1;
  if (is_abstract && !row->proposal) return static_cast<ValueType>(row->byte);
  uses.add(is_abstract ? *row->proposal : Proposal::TypedFunctionReferences, start);
  return ValueType::None;
}

std::string describe(const FunctionType& type) {
  return describe_list(type.parameters) + " -> " + describe_list(type.results);
}

}  // namespace wasmpair

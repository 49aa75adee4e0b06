#include "wasm/value_types.h"

#include <fmt/format.h>

#include <algorithm>

#include "wasmpair/module.h"

namespace wasmpair {
namespace {

/// The operand after the byte of a value type.
enum class Operand { None, HeapType };

struct ValueType {
  std::uint8_t byte;
  Operand operand;
  const char* name;
};

constexpr ValueType value_types[] = {
    {0x7f, Operand::None, "i32"},         {0x7e, Operand::None, "i64"},        {0x7d, Operand::None, "f32"},
    {0x7c, Operand::None, "f64"},         {0x7b, Operand::None, "v128"},       {0x70, Operand::None, "funcref"},
    {0x6f, Operand::None, "externref"},   {0x6e, Operand::None, "anyref"},     {0x6d, Operand::None, "eqref"},
    {0x6c, Operand::None, "i31ref"},      {0x6b, Operand::None, "structref"},  {0x6a, Operand::None, "arrayref"},
    {0x69, Operand::None, "exnref"},      {0x71, Operand::None, "nullref"},    {0x72, Operand::None, "nullexternref"},
    {0x73, Operand::None, "nullfuncref"}, {0x74, Operand::None, "nullexnref"}, {0x63, Operand::HeapType, "ref null"},
    {0x64, Operand::HeapType, "ref"},
};

const ValueType* find(std::uint8_t byte) {
  const auto found = std::find_if(std::begin(value_types), std::end(value_types),
                                  [&](const ValueType& type) { return type.byte == byte; });
  return found == std::end(value_types) ? nullptr : found;
}

/// "(i32, f64)".
std::string describe_list(ByteView types) {
  std::string text = "(";
  ByteReader reader(types, {});
  while (!reader.at_end()) {
    if (text.size() > 1) text += ", ";
    const std::uint8_t byte = reader.byte("value type");
    const ValueType* type = find(byte);
    text += type ? type->name : fmt::format("{:#04x}", byte);
    if (type && type->operand == Operand::HeapType) text += fmt::format(" {}", reader.signed33("heap type"));
  }
  return text + ")";
}

}  // namespace

bool is_type_byte(std::uint8_t byte) { return byte >= 0x40 && byte < 0x80; }

Known skip_value_type(ByteReader& reader, std::string_view field) {
  const std::size_t start = reader.offset();
  const std::uint8_t byte = reader.byte(field);
  const ValueType* type = find(byte);
  if (!type && !is_type_byte(byte)) reader.fail(start, field, fmt::format("{:#04x} is not a type", byte));
  if (!type) return Known::No;
  if (type->operand == Operand::HeapType) reader.signed33(field);
  return Known::Yes;
}

std::string describe(const FunctionType& type) {
  return describe_list(type.parameters) + " -> " + describe_list(type.results);
}

}  // namespace wasmpair

#include "wasm/external_types.h"

#include <fmt/format.h>

#include "util/counts.h"

namespace wasmpair {
namespace {

enum LimitsFlag : std::uint8_t { HasMaximum = 1, Shared = 2, Addresses64 = 4 };

void require_value_type(ByteReader& reader, std::string_view field) {
  const std::size_t start = reader.offset();
  if (skip_value_type(reader, field) == Known::No) reader.fail(start, field, "its type is unknown to wasmpair");
}

}  // namespace

std::uint32_t read_type_index(ByteReader& reader, const ModuleDraft& draft, std::string_view field) {
  const std::size_t start = reader.offset();
  const std::uint32_t index = reader.unsigned32(field);
  const std::size_t types = draft.module.types.size();
  if (draft.types == Known::Yes && index >= types)
    reader.fail(start, field, fmt::format("it is {}, but the module has {}", index, count_of(types, "type")));
  return index;
}

MemoryLimits read_limits(ByteReader& reader, std::string_view field) {
  const std::size_t start = reader.offset();
  const std::uint8_t flags = reader.byte(field);
  if ((flags & ~(HasMaximum | Shared | Addresses64)) != 0)
    reader.fail(start, field, fmt::format("its flags {:#04x} are unknown to wasmpair", flags));
  MemoryLimits limits;
  if (flags & Addresses64) limits.addresses = AddressType::I64;
  const auto pages = [&] {
    return limits.addresses == AddressType::I64 ? reader.unsigned64(field) : reader.unsigned32(field);
  };
  limits.minimum_pages = pages();
  if (flags & HasMaximum) limits.maximum_pages = pages();
  return limits;
}

void skip_table_type(ByteReader& reader, std::string_view field) {
  require_value_type(reader, field);
  read_limits(reader, field);
}

void skip_global_type(ByteReader& reader, std::string_view field) {
  require_value_type(reader, field);
  const std::size_t start = reader.offset();
  const std::uint8_t mutability = reader.byte(field);
  if (mutability > 1) reader.fail(start, field, fmt::format("its mutability {:#04x} is neither 0 nor 1", mutability));
}

void skip_tag_type(ByteReader& reader, const ModuleDraft& draft, std::string_view field) {
  const std::size_t start = reader.offset();
  const std::uint8_t attribute = reader.byte(field);
  if (attribute != 0) reader.fail(start, field, fmt::format("its attribute {:#04x} is not 0", attribute));
  read_type_index(reader, draft, field);
}

}  // namespace wasmpair

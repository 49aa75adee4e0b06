#include "wasm/external_types.h"

#include <fmt/format.h>

#include "util/counts.h"
#include "wasm/limits.h"
#include "wasm/module_reader.h"

namespace wasmpair {
namespace {

enum LimitsFlag : std::uint8_t { HasMaximum = 1, Shared = 2, Addresses64 = 4, HasPageSize = 8 };

/// Limits of a memory or a table, and the flags that they start with.
struct Limits {
  std::uint8_t flags = 0;
  std::uint64_t minimum = 0;
  std::optional<std::uint64_t> maximum;
  AddressType addresses = AddressType::I32;
};

/// limits := flags minimum maximum?     numbers of 64 bits if the addresses are
Limits read_limits(ByteReader& reader, std::uint8_t known_flags, ModuleDraft& draft, std::string_view field) {
  const std::size_t start = reader.offset();
  Limits limits;
  limits.flags = reader.byte(field);
  if ((limits.flags & ~known_flags) != 0)
    fail_unknown(reader, start, field, fmt::format("its flags {:#04x} are unknown to wasmpair", limits.flags));
  if (limits.flags & Addresses64) {
    limits.addresses = AddressType::I64;
    draft.proposals.add(Proposal::Memory64, start);
  }
  const auto number = [&] {
    return limits.addresses == AddressType::I64 ? reader.unsigned64(field) : reader.unsigned32(field);
  };
  limits.minimum = number();
  if (limits.flags & HasMaximum) limits.maximum = number();
  if (limits.maximum && *limits.maximum < limits.minimum)
    reject(reader, start, field,
           fmt::format("its maximum {} is below its minimum {}", with_thousands(*limits.maximum),
                       with_thousands(limits.minimum)));
  return limits;
}

/// Reads the exponent of the size of a page, after the limits.
void read_page_size(ByteReader& reader, ModuleDraft& draft, std::string_view field) {
  const std::size_t start = reader.offset();
  const std::uint32_t exponent = reader.unsigned32(field);
  if (exponent != 0 && exponent != 16)
    reader.fail(start, field, fmt::format("a page cannot take 2^{} bytes", exponent));
  draft.proposals.add(Proposal::CustomPageSizes, start);
}

}  // namespace

std::uint32_t read_type_index(ByteReader& reader, const ModuleDraft& draft, std::string_view field) {
  const std::size_t start = reader.offset();
  const std::uint32_t index = reader.unsigned32(field);
  const std::size_t types = draft.spaces.types.size();
  if (index >= types)
    reader.fail(start, field, fmt::format("it is {}, but the module has {}", index, count_of(types, "type")));
  return index;
}

MemoryLimits read_memory_type(ByteReader& reader, ModuleDraft& draft, std::string_view field) {
  const std::size_t start = reader.offset();
  const Limits read = read_limits(reader, HasMaximum | Shared | Addresses64 | HasPageSize, draft, field);
  if (read.flags & HasPageSize) read_page_size(reader, draft, field);
  if (read.flags & Shared) {
    draft.proposals.add(Proposal::Threads, start);
    if (!read.maximum) reject(reader, start, field, "it is shared, but has no maximum");
  }
  // 3.0, 3.2.8: as many pages as fit in the range of addresses.
  const std::uint64_t most = read.addresses == AddressType::I64 ? std::uint64_t{1} << 48 : std::uint64_t{1} << 16;
  if (std::max(read.minimum, read.maximum.value_or(0)) > most && !(read.flags & HasPageSize))
    reject(reader, start, field, fmt::format("it has more than {} pages", with_thousands(most)));
  return {read.minimum, read.maximum, read.addresses, read.flags & Shared ? Sharing::Shared : Sharing::Unshared};
}

TableType read_table_type(ByteReader& reader, ModuleDraft& draft, std::string_view field) {
  TableType type;
  type.element = read_reference_type(reader, draft.proposals, field);
  const std::size_t start = reader.offset();
  const Limits read = read_limits(reader, HasMaximum | Addresses64, draft, field);
  if (read.minimum > limits::table_entries)
    reject(reader, start, field,
           fmt::format("it starts with {}, but browsers accept at most {}", count_of(read.minimum, "element"),
                       with_thousands(limits::table_entries)));
  type.addresses = read.addresses;
  type.limits = {read.minimum, read.maximum};
  return type;
}

Mutability read_mutability(ByteReader& reader, std::string_view field) {
  const std::size_t start = reader.offset();
  const std::uint8_t mutability = reader.byte(field);
  if (mutability > 1) reader.fail(start, field, fmt::format("its mutability {:#04x} is neither 0 nor 1", mutability));
  return static_cast<Mutability>(mutability);
}

GlobalType read_global_type(ByteReader& reader, ModuleDraft& draft, std::string_view field) {
  GlobalType type;
  type.type = read_value_type(reader, draft.proposals, field);
  type.mutability = read_mutability(reader, field);
  return type;
}

void read_tag_type(ByteReader& reader, ModuleDraft& draft, std::string_view field) {
  const std::size_t start = reader.offset();
  draft.proposals.add(Proposal::ExceptionHandling, start);
  const std::uint8_t attribute = reader.byte(field);
  if (attribute != 0) reader.fail(start, field, fmt::format("its attribute {:#04x} is not 0", attribute));
  const std::uint32_t type = read_type_index(reader, draft, field);
  if (!draft.spaces.types[type].results.empty()) reject(reader, start, field, "its type has results");
  ++draft.spaces.tags;
}

}  // namespace wasmpair

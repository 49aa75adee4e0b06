// The sections that define tables, memories, tags and globals.
#include "wasm/constant_expression.h"
#include "wasm/external_types.h"
#include "wasm/limits.h"
#include "wasm/sections.h"

namespace wasmpair {
namespace {

/// True, and the bytes skipped, if a table with an initial value starts here: 0x40 0x00 (typed function references).
bool take_initialized_table(ByteReader& reader) {
  constexpr std::uint8_t initialized = 0x40;
  ByteReader ahead = reader;
  if (ahead.byte("type of table") != initialized) return false;
  const std::size_t start = ahead.offset();
  if (ahead.byte("type of table") != 0) ahead.fail(start, "type of table", "0x40 is not followed by 0x00");
  reader = ahead;
  return true;
}

}  // namespace

void read_table_section(ByteReader reader, ModuleDraft& draft) {
  const std::uint32_t count = read_count(reader, limits::tables);
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::size_t start = reader.offset();
    const bool is_initialized = take_initialized_table(reader);
    if (is_initialized) draft.proposals.add(Proposal::TypedFunctionReferences, start);
    const TableType type = read_table_type(reader, draft, "type of table");
    draft.add_table(type);
    if (is_initialized && !read_constant_expression(reader, draft, type.element, "initial value of table")) return;
  }
  reader.expect_end("the last table");
}

void read_memory_section(ByteReader reader, ModuleDraft& draft) {
  const std::uint32_t count = read_count(reader, limits::memories);
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::size_t start = reader.offset();
    const MemoryLimits limits = read_memory_type(reader, draft, "limits of memory");
    if (i == 0) draft.module.memory = limits;
    draft.add_memory(limits, start);
  }
  reader.expect_end("the last memory");
}

void read_tag_section(ByteReader reader, ModuleDraft& draft) {
  const std::uint32_t count = read_count(reader, limits::tags);
  for (std::uint32_t i = 0; i < count; ++i) read_tag_type(reader, draft, "type of tag");
  reader.expect_end("the last tag");
}

void read_global_section(ByteReader reader, ModuleDraft& draft) {
  const std::uint32_t count = read_count(reader, limits::globals);
  for (std::uint32_t i = 0; i < count; ++i) {
    const GlobalType type = read_global_type(reader, draft, "type of global");
    if (!read_constant_expression(reader, draft, type.type, "value of global")) return;
    draft.spaces.globals.push_back(type);
  }
  reader.expect_end("the last global");
}

}  // namespace wasmpair

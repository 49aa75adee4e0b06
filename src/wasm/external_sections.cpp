// The sections that define the interface to the host: import, memory and export.
#include <fmt/format.h>

#include "util/counts.h"
#include "wasm/external_types.h"
#include "wasm/limits.h"
#include "wasm/sections.h"

namespace wasmpair {
namespace {

ExternalKind read_kind(ByteReader& reader, std::string_view field) {
  const std::size_t start = reader.offset();
  const std::uint8_t kind = reader.byte(field);
  if (kind > static_cast<std::uint8_t>(ExternalKind::Tag))
    reader.fail(start, field, fmt::format("{:#04x} is not a function, table, memory, global or tag", kind));
  return static_cast<ExternalKind>(kind);
}

void read_import_type(ByteReader& reader, ModuleDraft& draft, Import& import) {
  switch (import.kind) {
    case ExternalKind::Function:
      import.type_index = read_type_index(reader, draft, "type of imported function");
      ++draft.imported_functions;
      return;
    case ExternalKind::Table:
      return skip_table_type(reader, "type of imported table");
    case ExternalKind::Memory:
      read_limits(reader, "limits of imported memory");
      return;
    case ExternalKind::Global:
      return skip_global_type(reader, "type of imported global");
    case ExternalKind::Tag:
      return skip_tag_type(reader, draft, "type of imported tag");
  }
}

}  // namespace

void read_import_section(ByteReader reader, ModuleDraft& draft) {
  const std::uint32_t count = read_count(reader, limits::imports);
  draft.module.imports.reserve(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    Import& import = draft.module.imports.emplace_back();
    import.offset = reader.offset();
    import.module = reader.name("import module");
    import.name = reader.name("import name");
    import.kind = read_kind(reader, "import kind");
    read_import_type(reader, draft, import);
  }
  reader.expect_end("the last import");
}

void read_memory_section(ByteReader reader, ModuleDraft& draft) {
  const std::uint32_t count = read_count(reader, limits::memories);
  for (std::uint32_t i = 0; i < count; ++i) {
    const MemoryLimits limits = read_limits(reader, "limits of memory");
    if (i == 0) draft.module.memory = limits;
  }
  reader.expect_end("the last memory");
}

void read_export_section(ByteReader reader, ModuleDraft& draft) {
  const std::uint32_t count = read_count(reader, limits::exports);
  draft.module.exports.reserve(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    Export& exported = draft.module.exports.emplace_back();
    exported.name = reader.name("export name");
    exported.kind = read_kind(reader, "export kind");
    const std::size_t start = reader.offset();
    exported.index = reader.unsigned32("export index");
    if (exported.kind == ExternalKind::Function && exported.index >= draft.functions())
      reader.fail(
          start, "export index",
          fmt::format("it is {}, but the module has {}", exported.index, count_of(draft.functions(), "function")));
  }
  reader.expect_end("the last export");
}

}  // namespace wasmpair

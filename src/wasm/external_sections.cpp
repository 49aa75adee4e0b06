// The sections that define the interface to the host: import and export.
#include <fmt/format.h>

#include <algorithm>

#include "util/counts.h"
#include "wasm/external_types.h"
#include "wasm/limits.h"
#include "wasm/module_reader.h"
#include "wasm/sections.h"

namespace wasmpair {
namespace {

constexpr std::uint8_t exact_function = 0x20;  // of an import, in the custom descriptors proposal

[[noreturn]] void fail_kind(const ByteReader& reader, std::size_t start, std::uint8_t kind, std::string_view field) {
  fail_unknown(reader, start, field, fmt::format("{:#04x} is not a function, table, memory, global or tag", kind));
}

ExternalKind read_import_kind(ByteReader& reader, ModuleDraft& draft) {
  const std::size_t start = reader.offset();
  const std::uint8_t kind = reader.byte("import kind");
  if (kind == exact_function) {
    draft.proposals.add(Proposal::CustomDescriptors, start);
    return ExternalKind::Function;
  }
  if (kind > static_cast<std::uint8_t>(ExternalKind::Tag)) fail_kind(reader, start, kind, "import kind");
  return static_cast<ExternalKind>(kind);
}

ExternalKind read_export_kind(ByteReader& reader) {
  const std::size_t start = reader.offset();
  const std::uint8_t kind = reader.byte("export kind");
  if (kind > static_cast<std::uint8_t>(ExternalKind::Tag)) fail_kind(reader, start, kind, "export kind");
  return static_cast<ExternalKind>(kind);
}

std::string_view read_name(ByteReader& reader, std::string_view field) {
  const std::size_t start = reader.offset();
  const std::string_view name = reader.name(field);
  if (name.size() > limits::name_bytes)
    reader.fail(start, field,
                fmt::format("it takes {}, but {} at most {}", count_of(name.size(), "byte"), limits::browsers,
                            with_thousands(limits::name_bytes)));
  return name;
}

void read_import_type(ByteReader& reader, ModuleDraft& draft, Import& import) {
  const std::size_t start = reader.offset();
  switch (import.kind) {
    case ExternalKind::Function:
      import.type_index = read_type_index(reader, draft, "type of imported function");
      draft.spaces.functions.push_back(import.type_index);
      ++draft.spaces.imported_functions;
      return;
    case ExternalKind::Table:
      draft.add_table(read_table_type(reader, draft, "type of imported table"));
      ++draft.spaces.imported_tables;
      return;
    case ExternalKind::Memory:
      draft.add_memory(read_memory_type(reader, draft, "limits of imported memory"), start);
      return;
    case ExternalKind::Global:
      draft.spaces.globals.push_back(read_global_type(reader, draft, "type of imported global"));
      ++draft.spaces.imported_globals;
      return;
    case ExternalKind::Tag:
      return read_tag_type(reader, draft, "type of imported tag");
  }
}

/// How many items of a kind the module has.
std::size_t count(const ModuleDraft& draft, ExternalKind kind) {
  switch (kind) {
    case ExternalKind::Function:
      return draft.functions();
    case ExternalKind::Table:
      return draft.spaces.tables.size();
    case ExternalKind::Memory:
      return draft.spaces.memories.size();
    case ExternalKind::Global:
      return draft.spaces.globals.size();
    case ExternalKind::Tag:
      return draft.spaces.tags;
  }
  return 0;
}

/// "memories".
std::string counted(ExternalKind kind, std::size_t number) {
  return kind == ExternalKind::Memory && number != 1 ? with_thousands(number) + " memories"
                                                     : count_of(number, name(kind));
}

void read_export(ByteReader& reader, ModuleDraft& draft, Export& exported) {
  exported.offset = reader.offset();
  exported.name = read_name(reader, "export name");
  exported.kind = read_export_kind(reader);
  const std::size_t start = reader.offset();
  exported.index = reader.unsigned32("export index");
  if (const std::size_t items = count(draft, exported.kind); exported.index >= items)
    reader.fail(start, "export index",
                fmt::format("it is {}, but the module has {}", exported.index, counted(exported.kind, items)));
  if (exported.kind == ExternalKind::Function) draft.refer_to_function(exported.index);
}

/// The second export with the name of an earlier one that comes first in the file, or null. Sorted, not hashed: names
/// are chosen by whoever made the module.
const Export* find_repeated(const std::vector<Export>& exports) {
  std::vector<const Export*> by_name;
  by_name.reserve(exports.size());
  for (const Export& exported : exports) by_name.push_back(&exported);
  std::ranges::sort(by_name, [](const Export* a, const Export* b) {
    return a->name != b->name ? a->name < b->name : a->offset < b->offset;
  });
  const Export* repeated = nullptr;
  for (std::size_t i = 1; i < by_name.size(); ++i)
    if (by_name[i]->name == by_name[i - 1]->name && (repeated == nullptr || by_name[i]->offset < repeated->offset))
      repeated = by_name[i];
  return repeated;
}

}  // namespace

void read_import_section(ByteReader reader, ModuleDraft& draft) {
  const std::uint32_t count = read_count(reader, limits::imports);
  draft.module.imports.reserve(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    Import& import = draft.module.imports.emplace_back();
    import.offset = reader.offset();
    import.module = read_name(reader, "import module");
    import.name = read_name(reader, "import name");
    import.kind = read_import_kind(reader, draft);
    read_import_type(reader, draft, import);
  }
  reader.expect_end("the last import");
}

void read_export_section(ByteReader reader, ModuleDraft& draft) {
  const std::uint32_t count = read_count(reader, limits::exports);
  draft.module.exports.reserve(count);
  for (std::uint32_t i = 0; i < count; ++i) read_export(reader, draft, draft.module.exports.emplace_back());
  reader.expect_end("the last export");
  if (const Export* repeated = find_repeated(draft.module.exports))
    reject(reader, repeated->offset, "export name", "an earlier export has the same name");
}

}  // namespace wasmpair

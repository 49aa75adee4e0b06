#include "wasm/custom_sections.h"

#include <algorithm>

#include "util/text_bytes.h"
#include "wasm/limits.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

std::string_view rest(ByteReader& reader, std::string_view field) {
  return text_of(reader.bytes(reader.remaining(), field));
}

/// section := count:u32 field*     field := name count:u32 (name version:name)*
/// Source: WebAssembly tool-conventions, ProducersSection.md.
std::vector<Producer> list_producers(ByteReader reader) {
  std::vector<Producer> producers;
  const std::uint32_t fields = read_count(reader, limits::producers_fields);
  for (std::uint32_t i = 0; i < fields; ++i) {
    const std::string_view field = reader.name("producers field");
    const std::size_t start = reader.offset();
    const std::uint32_t count = read_count(reader, limits::producers);
    if (producers.size() + count > limits::producers.maximum)
      reader.fail(start, limits::producers.field, "all fields together have too many");
    for (std::uint32_t j = 0; j < count; ++j) {
      const std::string_view producer = reader.name("producer name");
      producers.push_back({field, producer, reader.name("producer version")});
    }
  }
  reader.expect_end("the last field");
  return producers;
}

void read_producers(ByteReader reader, ModuleDraft& draft) {
  if (!draft.module.producers.empty()) return;
  try {
    draft.module.producers = list_producers(reader);
  } catch (const Error&) {  // an engine ignores what it cannot read in a custom section
    return;
  }
  for (const Producer& producer : draft.module.producers)
    if (producer.field == "language" && producer.name == "Go")
      draft.module.go_version = parse_go_version(producer.version);
}

/// Only in Go 1.13: the version, without a length prefix. Source: cmd/link/internal/wasm/asm.go of that release.
void read_go_version(ByteReader reader, ModuleDraft& draft) {
  if (!draft.module.go_version) draft.module.go_version = parse_go_version(rest(reader, "Go version"));
}

/// \xff Go build ID: "ID"\n \xff. Source: cmd/link/internal/wasm/asm.go and cmd/internal/buildid.
void read_build_id(ByteReader reader, ModuleDraft& draft) {
  constexpr std::string_view before = "Go build ID: \"";
  std::string_view text = rest(reader, "build id");
  const std::size_t start = text.find(before);
  if (start == std::string_view::npos || !draft.module.build_id.empty()) return;
  text.remove_prefix(start + before.size());
  draft.module.build_id = text.substr(0, text.find('"'));
}

/// The name section starts with the module's own name if it has one: 0 size:u32 name (Core Specification 2.0, 7.4.1).
void read_names(ByteReader reader, ModuleDraft& draft) {
  if (!draft.module.module_name.empty() || reader.at_end()) return;
  try {
    if (reader.byte("name subsection") != 0) return;
    reader.unsigned32("size of name subsection");
    draft.module.module_name = reader.name("module name");
  } catch (const Error&) {  // as above
  }
}

struct CustomRule {
  std::string_view name;
  void (*read)(ByteReader reader, ModuleDraft& draft);
};

constexpr CustomRule rules[] = {
    {"producers", read_producers},   {"name", read_names},
    {"go.version", read_go_version}, {"go.buildid", read_build_id},  // up to Go 1.19
    {"go:buildid", read_build_id},                                   // from Go 1.20
};

}  // namespace

void read_custom_section(std::string_view name, ByteReader reader, ModuleDraft& draft) {
  const auto* rule =
      std::find_if(std::begin(rules), std::end(rules), [&](const CustomRule& r) { return r.name == name; });
  if (rule != std::end(rules)) rule->read(reader, draft);
}

}  // namespace wasmpair

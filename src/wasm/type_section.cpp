// The sections that define the types of functions: type and function.
#include <fmt/format.h>

#include "wasm/external_types.h"
#include "wasm/limits.h"
#include "wasm/sections.h"

namespace wasmpair {
namespace {

constexpr std::uint8_t function_form = 0x60;

/// Reads a list of value types and points types at their bytes.
Known read_type_list(ByteReader& reader, const Limit& limit, std::string_view field, ByteView& types) {
  const std::uint32_t count = read_count(reader, limit);
  ByteReader list = reader;
  for (std::uint32_t i = 0; i < count; ++i)
    if (skip_value_type(reader, field) == Known::No) return Known::No;
  types = list.bytes(reader.offset() - list.offset(), field);
  return Known::Yes;
}

/// Reads one function type; Known::No for a type of another form or with unknown value types.
Known read_function_type(ByteReader& reader, FunctionType& type) {
  const std::size_t start = reader.offset();
  const std::uint8_t form = reader.byte("form of type");
  if (form != function_form && !is_type_byte(form))
    reader.fail(start, "form of type", fmt::format("{:#04x} is not the form of a type", form));
  if (form != function_form) return Known::No;
  if (read_type_list(reader, limits::parameters, "parameter type", type.parameters) == Known::No) return Known::No;
  return read_type_list(reader, limits::results, "result type", type.results);
}

}  // namespace

void read_type_section(ByteReader reader, ModuleDraft& draft) {
  const std::uint32_t count = read_count(reader, limits::types);
  std::vector<FunctionType> types;
  types.reserve(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    if (read_function_type(reader, types.emplace_back()) == Known::Yes) continue;
    // Finding the end of such a type, and how many indices it uses, would take a complete 3.0 parser. Go and TinyGo
    // write none; other modules are classified by their imports, exports and producers.
    draft.types = Known::No;
    return;
  }
  reader.expect_end("the last type");
  draft.module.types = std::move(types);
}

void read_function_section(ByteReader reader, ModuleDraft& draft) {
  const std::uint32_t count = read_count(reader, limits::functions);
  draft.module.function_types.reserve(count);
  for (std::uint32_t i = 0; i < count; ++i)
    draft.module.function_types.push_back(read_type_index(reader, draft, "type of function"));
  reader.expect_end("the last function");
}

}  // namespace wasmpair

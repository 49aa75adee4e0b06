// The sections that contain the program: start, code, data count and data.
#include <fmt/format.h>

#include <algorithm>

#include "util/counts.h"
#include "wasm/constant_expression.h"
#include "wasm/limits.h"
#include "wasm/module_info.h"
#include "wasm/module_reader.h"
#include "wasm/sections.h"

namespace wasmpair {
namespace {

void add(DataSummary& summary, const DataSegment& segment) {
  ++summary.segments;
  summary.bytes += segment.payload.size();
  if (!segment.address || segment.memory != 0 || segment.payload.empty()) return;
  summary.lowest_address = std::min(summary.lowest_address.value_or(*segment.address), std::uint64_t{*segment.address});
}

/// Reads a segment up to its payload (WebAssembly Core Specification 3.0, 5.5.15):
///   segment := 0:u32 offset payload            active, on memory 0
///            | 1:u32 payload                   passive
///            | 2:u32 memory:u32 offset payload active
///   payload := size:u32 byte*
/// False if the rest of the section cannot be read; see read_constant_expression.
bool read_segment(ByteReader& reader, ModuleDraft& draft, DataSegment& segment) {
  const std::size_t start = reader.offset();
  const std::uint32_t flags = reader.unsigned32("data segment flags");
  if (flags > 2) fail_unknown(reader, start, "data segment flags", fmt::format("{:#x} is not 0, 1 or 2", flags));
  if (flags == 1) {
    segment.mode = SegmentMode::Passive;
    return true;
  }
  const std::size_t memory_start = reader.offset();
  if (flags == 2) segment.memory = reader.unsigned32("data segment memory");
  const std::vector<AddressType>& memories = draft.spaces.memories;
  if (segment.memory >= memories.size())
    reject(reader, memory_start, "data segment memory",
           fmt::format("it is {}, but there are {}", segment.memory, memories.size()));
  const std::optional<ConstantExpression> offset =
      read_constant_expression(reader, draft, value_type(memories[segment.memory]), "data segment offset");
  if (offset) segment.address = offset->i32;
  return offset.has_value();
}

/// Reads the sizes of all bodies.
std::vector<BodyChunk> divide_bodies(ByteReader& reader, std::uint32_t count, std::uint32_t first_function) {
  constexpr std::size_t chunk_bytes = 65'536;
  std::vector<BodyChunk> chunks;
  ByteReader chunk_start = reader;
  std::uint32_t first = 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::size_t start = reader.offset();
    const std::uint32_t size = reader.unsigned32("size of function body");
    if (size > limits::body_bytes)
      reader.fail(start, "size of function body",
                  fmt::format("it is {}, but {} at most {}", with_thousands(size), limits::browsers,
                              with_thousands(limits::body_bytes)));
    reader.bytes(size, "function body");
    const std::size_t bytes = reader.offset() - chunk_start.offset();
    if (bytes < chunk_bytes && i + 1 < count) continue;
    chunks.push_back({chunk_start.region(bytes, "function bodies", "the code section"), first_function + first});
    first = i + 1;
  }
  reader.expect_end("the last function body");
  return chunks;
}

}  // namespace

void read_start_section(ByteReader reader, ModuleDraft& draft) {
  const std::size_t start = reader.offset();
  const std::uint32_t index = reader.unsigned32("start function");
  if (index >= draft.functions())
    reader.fail(start, "start function",
                fmt::format("it is {}, but the module has {}", index, count_of(draft.functions(), "function")));
  const FunctionType& type = draft.type_of_function(index);
  if (!type.parameters.empty() || !type.results.empty())
    reject(reader, start, "start function", fmt::format("its type is {}, not () -> ()", describe(type)));
  reader.expect_end("the start function");
}

void read_code_section(ByteReader reader, ModuleDraft& draft) {
  const std::size_t start = reader.offset();
  const std::uint32_t count = read_count(reader, limits::bodies);
  const std::size_t declared = draft.module.function_types.size();
  if (count != declared)
    reader.fail(start, limits::bodies.field,
                fmt::format("it is {}, but the function section declares {}", with_thousands(count),
                            count_of(declared, "function")));
  draft.bodies = divide_bodies(reader, count, draft.spaces.imported_functions);
}

void read_data_count_section(ByteReader reader, ModuleDraft& draft) {
  draft.spaces.data_count = reader.unsigned32("data count");
  reader.expect_end("the data count");
}

void read_data_section(ByteReader reader, ModuleDraft& draft) {
  ByteReader payload = reader;
  Module& module = draft.module;
  module.module_info = find_module_info(payload.bytes(payload.remaining(), "content of the data section"));
  const std::size_t start = reader.offset();
  const std::uint32_t count = read_count(reader, limits::data_segments);
  if (draft.spaces.data_count && *draft.spaces.data_count != count)
    reader.fail(start, limits::data_segments.field,
                fmt::format("it is {}, but the data count section declares {}", with_thousands(count),
                            with_thousands(*draft.spaces.data_count)));
  module.data_segments.reserve(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    DataSegment segment;
    if (!read_segment(reader, draft, segment)) return;
    const std::uint32_t size = reader.unsigned32("data segment size");
    segment.payload = reader.bytes(size, "data segment payload");
    add(module.data, segment);
    module.data_segments.push_back(segment);
  }
  reader.expect_end("the last data segment");
}

}  // namespace wasmpair

// The sections that contain the program: start, code, data count and data.
#include <fmt/format.h>

#include <algorithm>

#include "util/counts.h"
#include "wasm/data_segments.h"
#include "wasm/limits.h"
#include "wasm/module_info.h"
#include "wasm/sections.h"

namespace wasmpair {
namespace {

void add(DataSummary& summary, const DataSegment& segment) {
  ++summary.segments;
  summary.bytes += segment.payload.size();
  if (!segment.address || segment.memory != 0 || segment.payload.empty()) return;
  summary.lowest_address = std::min(summary.lowest_address.value_or(*segment.address), std::uint64_t{*segment.address});
}

}  // namespace

void read_start_section(ByteReader reader, ModuleDraft& draft) {
  const std::size_t start = reader.offset();
  const std::uint32_t index = reader.unsigned32("start function");
  if (index >= draft.functions())
    reader.fail(start, "start function",
                fmt::format("it is {}, but the module has {}", index, count_of(draft.functions(), "function")));
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
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::uint32_t size = reader.unsigned32("size of function body");
    reader.bytes(size, "function body");
  }
  reader.expect_end("the last function body");
}

void read_data_count_section(ByteReader reader, ModuleDraft& draft) {
  draft.data_count = reader.unsigned32("data count");
  reader.expect_end("the data count");
}

void read_data_section(ByteReader reader, ModuleDraft& draft) {
  ByteReader payload = reader;
  draft.module.module_info = find_module_info(payload.bytes(payload.remaining(), "content of the data section"));
  DataSegments segments(reader);
  if (draft.data_count && *draft.data_count != segments.count())
    reader.fail(reader.offset(), limits::data_segments.field,
                fmt::format("it is {}, but the data count section declares {}", with_thousands(segments.count()),
                            with_thousands(*draft.data_count)));
  while (const std::optional<DataSegment> segment = segments.next()) add(draft.module.data, *segment);
}

}  // namespace wasmpair

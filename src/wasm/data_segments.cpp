#include "wasm/data_segments.h"

#include <fmt/format.h>

#include "wasm/constant_expression.h"
#include "wasm/limits.h"
#include "wasm/module_reader.h"

namespace wasmpair {

DataSegments::DataSegments(ByteReader section) : reader_(section), count_(read_count(reader_, limits::data_segments)) {}

std::optional<DataSegment> DataSegments::next() {
  if (read_ == count_) {
    reader_.expect_end("the last data segment");
    return std::nullopt;
  }
  ++read_;
  const std::size_t start = reader_.offset();
  DataSegment segment;
  const std::uint32_t flags = reader_.unsigned32("data segment flags");
  if (flags > 2) reader_.fail(start, "data segment flags", fmt::format("{:#x} is not 0, 1 or 2", flags));
  if (flags == 1) segment.mode = SegmentMode::Passive;
  if (flags == 2) segment.memory = reader_.unsigned32("data segment memory");
  if (segment.mode == SegmentMode::Active) segment.address = read_address(reader_, "data segment offset");
  const std::uint32_t size = reader_.unsigned32("data segment size");
  segment.payload = reader_.bytes(size, "data segment payload");
  return segment;
}

DataSegments data_segments(const Module& module, const Section& section) {
  return DataSegments(section_reader(module, section));
}

}  // namespace wasmpair

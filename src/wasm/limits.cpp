#include "wasm/limits.h"

#include <fmt/format.h>

#include "util/counts.h"

namespace wasmpair {

std::uint32_t read_count(ByteReader& reader, const Limit& limit) {
  const std::size_t start = reader.offset();
  const std::uint32_t count = reader.unsigned32(limit.field);
  if (count > limit.maximum)
    reader.fail(
        start, limit.field,
        fmt::format("it is {}, but {} at most {}", with_thousands(count), limit.set_by, with_thousands(limit.maximum)));
  if (count > reader.remaining() / limit.min_bytes)
    reader.fail(start, limit.field,
                fmt::format("it is {}, but so many do not fit in the {} left", with_thousands(count),
                            count_of(reader.remaining(), "byte")));
  return count;
}

}  // namespace wasmpair

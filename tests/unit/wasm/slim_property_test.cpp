// Slimming random data sections preserves the memory that they describe.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

#include "support/memory_image.h"
#include "support/module_text.h"
#include "util/leb128.h"
#include "wasmpair/module.h"
#include "wasmpair/slim.h"

namespace wasmpair {
namespace {

using testing::memory_image;

constexpr std::uint32_t memory_bytes = 2 * 65'536;

struct RandomSegment {
  std::uint32_t address;
  Bytes payload;
};

/// Generates data sections, determined by the seed alone.
class Sections {
 public:
  explicit Sections(std::uint32_t seed) : random_(seed) {}

  std::uint32_t up_to(std::uint32_t maximum) {
    return std::uniform_int_distribution<std::uint32_t>(0, maximum)(random_);
  }

  /// Segments that ascend and do not overlap, with gaps and sizes around every boundary that matters.
  std::vector<RandomSegment> ascending() {
    constexpr std::uint32_t gaps[] = {0, 0, 1, 7, 8, 255, 256, 257, 258, 4096};
    std::vector<RandomSegment> segments;
    std::uint32_t address = up_to(1) == 0 ? 0 : up_to(5'000);
    for (std::uint32_t left = up_to(30); left > 0; --left) {
      address += gaps[up_to(std::size(gaps) - 1)];
      const std::uint32_t size = up_to(3) == 0 ? 0 : up_to(40);
      if (address + size > memory_bytes) break;
      segments.push_back({address, payload(size)});
      address += size;
    }
    return segments;
  }

  /// The same, with the last segment at the memory's end.
  std::vector<RandomSegment> to_the_end() {
    std::vector<RandomSegment> segments = ascending();
    const std::uint32_t size = 1 + up_to(300);
    while (!segments.empty() && segments.back().address + segments.back().payload.size() > memory_bytes - size)
      segments.pop_back();
    segments.push_back({memory_bytes - size, payload(size)});
    return segments;
  }

  void shuffle(std::vector<RandomSegment>& segments) { std::shuffle(segments.begin(), segments.end(), random_); }

  /// Moves one segment, as Go's linker sometimes does.
  void move_one(std::vector<RandomSegment>& segments) {
    if (segments.empty()) return;
    const auto last = static_cast<std::uint32_t>(segments.size() - 1);
    const auto at = [&](std::uint32_t i) { return segments.begin() + i; };
    const std::uint32_t from = up_to(last);
    const RandomSegment moved = segments[from];
    segments.erase(at(from));
    segments.insert(at(up_to(last)), moved);
  }

  /// Bytes that include zeros, also at both ends.
  Bytes payload(std::uint32_t size) {
    Bytes bytes(size);
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(up_to(2) == 0 ? 0 : up_to(255));
    return bytes;
  }

 private:
  std::mt19937 random_;
};

Bytes module_with(const std::vector<RandomSegment>& segments) {
  Bytes payload;
  append_unsigned(payload, static_cast<std::uint32_t>(segments.size()));
  for (const RandomSegment& segment : segments) {
    payload.insert(payload.end(), {0x00, 0x41});
    append_signed(payload, static_cast<std::int32_t>(segment.address));
    payload.push_back(0x0b);
    append_unsigned(payload, static_cast<std::uint32_t>(segment.payload.size()));
    payload.insert(payload.end(), segment.payload.begin(), segment.payload.end());
  }
  Bytes bytes = testing::module_of("memory: { 1 min 2 }");
  bytes.push_back(static_cast<std::uint8_t>(SectionId::Data));
  append_unsigned(bytes, static_cast<std::uint32_t>(payload.size()));
  bytes.insert(bytes.end(), payload.begin(), payload.end());
  return bytes;
}

/// The number of segments after slimming: none is empty, and gaps exceed 256 bytes.
std::size_t segments_needed(std::vector<RandomSegment> segments) {
  std::erase_if(segments, [](const RandomSegment& segment) { return segment.payload.empty(); });
  std::sort(segments.begin(), segments.end(), [](const auto& a, const auto& b) { return a.address < b.address; });
  std::size_t needed = segments.empty() ? 0 : 1;
  for (std::size_t i = 1; i < segments.size(); ++i)
    if (segments[i].address - segments[i - 1].address - segments[i - 1].payload.size() > 256) ++needed;
  return needed;
}

void expect_same_memory(const std::vector<RandomSegment>& segments) {
  const Bytes before = module_with(segments);
  const Module module = read_module(before, "before.wasm");
  const SlimResult result = slim(module, {});
  const Module after = read_module(result.content, "after.wasm");
  ASSERT_EQ(memory_image(module), memory_image(after));
  ASSERT_TRUE(result.left_alone.empty()) << result.left_alone[0];
  ASSERT_EQ(after.data.segments, segments_needed(segments));
  ASSERT_EQ(result.segments_after, after.data.segments);
  ASSERT_EQ(slim(after, {}).content, result.content) << "slimming twice must change nothing";
}

constexpr std::uint32_t cases = 3'000;

TEST(SlimProperty, AscendingSegmentsLeaveTheSameMemory) {
  for (std::uint32_t seed = 0; seed < cases; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    expect_same_memory(Sections(seed).ascending());
    if (HasFatalFailure()) return;
  }
}

TEST(SlimProperty, SegmentsAtTheMemorysEndLeaveTheSameMemory) {
  for (std::uint32_t seed = 0; seed < cases; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    expect_same_memory(Sections(seed).to_the_end());
    if (HasFatalFailure()) return;
  }
}

TEST(SlimProperty, SegmentsOutOfOrderLeaveTheSameMemory) {
  for (std::uint32_t seed = 0; seed < cases; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Sections sections(seed);
    std::vector<RandomSegment> segments = sections.ascending();
    if (seed % 2 == 0)
      sections.shuffle(segments);
    else
      sections.move_one(segments);
    expect_same_memory(segments);
    if (HasFatalFailure()) return;
  }
}

/// Inserts a segment that overlaps another or ends beyond the memory.
void violate(Sections& sections, std::vector<RandomSegment>& segments) {
  std::erase_if(segments, [](const RandomSegment& segment) { return segment.payload.empty(); });
  const auto at = segments.begin() + sections.up_to(static_cast<std::uint32_t>(segments.size()));
  if (segments.empty() || sections.up_to(1) == 0) {
    const std::uint32_t excess = 1 + sections.up_to(1'000);
    segments.insert(at, {memory_bytes, sections.payload(excess)});
    return;
  }
  const RandomSegment& victim = segments[sections.up_to(static_cast<std::uint32_t>(segments.size() - 1))];
  const auto last = static_cast<std::uint32_t>(victim.payload.size() - 1);
  segments.insert(at, {victim.address + sections.up_to(last), sections.payload(1)});
}

TEST(SlimProperty, SegmentsThatViolateTheConditionsAreLeftAlone) {
  for (std::uint32_t seed = 0; seed < cases; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Sections sections(seed);
    std::vector<RandomSegment> segments = sections.ascending();
    violate(sections, segments);
    sections.shuffle(segments);
    const Bytes before = module_with(segments);
    const SlimResult result = slim(read_module(before, "before.wasm"), {});
    ASSERT_EQ(result.content, before);
    ASSERT_EQ(result.left_alone.size(), 1u);
  }
}

}  // namespace
}  // namespace wasmpair

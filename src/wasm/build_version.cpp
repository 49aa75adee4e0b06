#include "wasm/build_version.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "util/text_bytes.h"

namespace wasmpair {
namespace {

constexpr std::string_view start_of_version = "go1.";
constexpr std::string_view before_unreleased = "devel ";

/// "go1.24.4" has 8 characters; names of experiments may follow.
constexpr std::uint64_t longest_version = 128;

/// A program has a few; above these numbers, nothing is found, so that time stays linear.
constexpr std::size_t most_texts = 1024;
constexpr std::size_t most_headers = 4096;

/// Of an address in the segment.
std::size_t offset_in(const DataSegment& segment, std::uint64_t address) {
  return static_cast<std::size_t>(address - *segment.address);
}

/// The memory that the segments initialize. Go's linker, and optimizers, leave zeros out between segments.
class MemoryImage {
 public:
  explicit MemoryImage(std::span<const DataSegment> segments) {
    for (const DataSegment& segment : segments)
      if (segment.mode == SegmentMode::Active && segment.memory == 0 && segment.address && !segment.payload.empty())
        segments_.push_back(&segment);
    std::ranges::stable_sort(segments_, {}, [](const DataSegment* segment) { return *segment->address; });
  }

  const std::vector<const DataSegment*>& segments() const { return segments_; }

  std::uint8_t byte(std::uint64_t address) const {
    const auto after = std::ranges::upper_bound(segments_, address, {},
                                                [](const DataSegment* s) { return std::uint64_t{*s->address}; });
    if (after == segments_.begin()) return 0;
    const DataSegment& segment = **std::prev(after);
    return address < segment.end() ? segment.payload[offset_in(segment, address)] : 0;
  }

  std::uint64_t word(std::uint64_t address) const {
    std::uint64_t value = 0;
    for (unsigned i = 0; i < 8; ++i) value |= std::uint64_t{byte(address + i)} << (8 * i);
    return value;
  }

 private:
  std::vector<const DataSegment*> segments_;  // by address
};

/// The places of texts that start as a version does: what may follow them in the same segment, by address.
using Texts = std::map<std::uint64_t, std::string_view>;

Texts find_texts(const MemoryImage& image) {
  Texts texts;
  for (const DataSegment* segment : image.segments()) {
    const std::string_view payload = text_of(segment->payload);
    for (std::size_t at = payload.find(start_of_version); at != std::string_view::npos;
         at = payload.find(start_of_version, at + 1)) {
      if (texts.size() == most_texts) return {};
      const std::size_t start = payload.substr(0, at).ends_with(before_unreleased) ? at - before_unreleased.size() : at;
      texts.emplace(*segment->address + start, payload.substr(start, longest_version));
    }
  }
  return texts;
}

/// The start of a word at address, as far as the segment has it: a rest of zeros may have been left out.
std::uint64_t low_half(const DataSegment& segment, std::uint64_t address) {
  std::uint64_t value = 0;
  for (unsigned i = 0; i < 4; ++i)
    if (address + i >= *segment.address && address + i < segment.end())
      value |= std::uint64_t{segment.payload[offset_in(segment, address + i)]} << (8 * i);
  return value;
}

/// The version that text is, such as "go1.24.4 X:nodwarf5"; nothing for a sentence that starts with one.
std::optional<GoVersion> whole_version(std::string_view text) {
  std::optional<GoVersion> version = parse_go_version(text);
  if (!version || text.starts_with(before_unreleased)) return version;
  const std::string_view rest = text.substr(version->text.size());
  return rest.empty() || rest.starts_with(" X:") ? version : std::nullopt;
}

/// Compares the versions that string headers refer to.
class Search {
 public:
  explicit Search(std::span<const DataSegment> segments) : image_(segments), texts_(find_texts(image_)) {}

  std::optional<GoVersion> run() {
    if (texts_.empty()) return std::nullopt;
    for (const DataSegment* segment : image_.segments())
      for (std::uint64_t at = *segment->address & ~std::uint64_t{7}; at < segment->end(); at += 8)
        if (!add_header(*segment, at)) return std::nullopt;
    return found_;
  }

 private:
  /// False if nothing can be proven any more.
  bool add_header(const DataSegment& segment, std::uint64_t at) {
    const std::uint64_t target = low_half(segment, at);
    if (target < texts_.begin()->first || target > texts_.rbegin()->first) return true;
    const auto text = texts_.find(target);
    if (text == texts_.end()) return true;
    if (++headers_ > most_headers) return false;
    const std::uint64_t length = image_.word(at + 8);
    if (image_.word(at) != target || length > text->second.size()) return true;
    const std::optional<GoVersion> version = whole_version(text->second.substr(0, static_cast<std::size_t>(length)));
    if (version && found_ && !(*found_ == *version)) return false;
    if (version) found_ = version;
    return true;
  }

  MemoryImage image_;
  Texts texts_;
  std::optional<GoVersion> found_;
  std::size_t headers_ = 0;
};

}  // namespace

std::optional<GoVersion> find_build_version(std::span<const DataSegment> segments) { return Search(segments).run(); }

}  // namespace wasmpair

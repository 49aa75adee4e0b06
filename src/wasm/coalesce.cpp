#include "wasm/coalesce.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "util/leb128.h"

namespace wasmpair {
namespace {

constexpr std::uint64_t page_bytes = 65'536;

using Reason = std::string;

/// Why this module's segments must stay unchanged; empty if they may change.
Reason reason_against_module(const Module& module) {
  for (const ProposalUse& use : module.proposals)
    if (validation(use.proposal) == Validation::Skipped)
      return fmt::format("the module uses proposal {}, which wasmpair does not validate", name(use.proposal));
  if (module.find_section(SectionId::DataCount))
    return "the module counts its segments for memory.init and data.drop (it has a data count section)";
  if (module.find_custom("linking")) return "the module is a relocatable object (it has a linking section)";
  const bool imports_memory = std::any_of(module.imports.begin(), module.imports.end(),
                                          [](const Import& import) { return import.kind == ExternalKind::Memory; });
  if (imports_memory) return "the memory is imported, and its initial content is unknown";
  if (!module.memory) return "the module has no memory";
  if (module.memory->addresses != AddressType::I32) return "the memory's addresses are 64 bits wide";
  return {};
}

/// Why this segment must stay unchanged, as a predicate; empty if it may change.
Reason reason_against_segment(const DataSegment& segment, std::uint64_t memory_bytes) {
  if (segment.mode == SegmentMode::Passive) return "is passive";
  if (segment.memory != 0) return "is not for the first memory";
  if (!segment.address) return "has an address that is computed at instantiation";
  if (segment.end() > memory_bytes) return "ends beyond the initial memory, so instantiation fails";
  return {};
}

/// Collects the pieces of all segments in order. Returns the reason if the segments must stay unchanged.
Reason collect_pieces(const Module& module, std::vector<DataPiece>& pieces) {
  const std::uint64_t memory_bytes = module.memory->minimum_pages * page_bytes;
  pieces.reserve(module.data_segments.size());
  for (std::size_t number = 0; number < module.data_segments.size(); ++number) {
    const DataSegment& segment = module.data_segments[number];
    if (Reason reason = reason_against_segment(segment, memory_bytes); !reason.empty())
      return fmt::format("segment {} {}", number, reason);
    if (segment.payload.empty()) continue;
    const auto offset = static_cast<std::size_t>(segment.payload.data() - module.bytes.data());
    pieces.push_back({*segment.address, static_cast<std::uint32_t>(segment.payload.size()), offset});
  }
  return {};
}

/// Sorts pieces by address. Returns the reason if two of them write the same byte.
Reason sort_pieces(std::vector<DataPiece>& pieces) {
  const auto by_address = [](const DataPiece& a, const DataPiece& b) { return a.address < b.address; };
  // Go's linker writes them in order or as two ascending runs, which a single merge sorts in linear time.
  const auto second = std::is_sorted_until(pieces.begin(), pieces.end(), by_address);
  if (!std::is_sorted(second, pieces.end(), by_address)) std::sort(second, pieces.end(), by_address);
  std::inplace_merge(pieces.begin(), second, pieces.end(), by_address);
  const auto overlap = std::adjacent_find(pieces.begin(), pieces.end(),
                                          [](const DataPiece& a, const DataPiece& b) { return b.address < a.end(); });
  return overlap == pieces.end() ? Reason() : fmt::format("segments overlap at address {:#x}", overlap[1].address);
}

/// Cuts the sorted pieces into runs at gaps of more than max_zeros.
std::vector<DataRun> cut_into_runs(const std::vector<DataPiece>& pieces) {
  std::vector<DataRun> runs;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (i == 0 || pieces[i].address - pieces[i - 1].end() > max_zeros) runs.push_back({pieces[i].address, 0, i, 0});
    DataRun& run = runs.back();
    run.bytes = static_cast<std::uint32_t>(pieces[i].end() - run.address);
    ++run.pieces;
  }
  return runs;
}

std::size_t payload_bytes(const std::vector<DataRun>& runs) {
  std::size_t bytes = unsigned_size(static_cast<std::uint32_t>(runs.size()));
  for (const DataRun& run : runs) {
    constexpr std::size_t flags_const_end = 3;
    bytes +=
        flags_const_end + signed_size(static_cast<std::int32_t>(run.address)) + unsigned_size(run.bytes) + run.bytes;
  }
  return bytes;
}

}  // namespace

std::variant<CoalescePlan, std::string> plan_coalescing(const Module& module) {
  if (Reason reason = reason_against_module(module); !reason.empty()) return reason;
  CoalescePlan plan;
  if (Reason reason = collect_pieces(module, plan.pieces); !reason.empty()) return reason;
  if (Reason reason = sort_pieces(plan.pieces); !reason.empty()) return reason;
  plan.runs = cut_into_runs(plan.pieces);
  plan.section_bytes = payload_bytes(plan.runs);
  if (plan.section_bytes > std::numeric_limits<std::uint32_t>::max()) return "they would not fit into one section";
  return plan;
}

}  // namespace wasmpair

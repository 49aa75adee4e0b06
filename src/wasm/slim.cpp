#include "wasmpair/slim.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "util/leb128.h"
#include "util/platform/memory.h"
#include "wasm/coalesce.h"

namespace wasmpair {
namespace {

bool is_dropped(const Section& section, const SlimOptions& options) {
  return options.names == Names::Drop && section.id == SectionId::Custom && section.custom_name == "name";
}

void append(Bytes& out, ByteView bytes) { out.insert(out.end(), bytes.begin(), bytes.end()); }

/// Appends the constant address, the size and the content of a run.
void append_run(Bytes& out, const Module& module, const CoalescePlan& plan, const DataRun& run) {
  constexpr std::uint8_t active = 0x00, i32_const = 0x41, end = 0x0b;
  out.push_back(active);
  out.push_back(i32_const);
  append_signed(out, static_cast<std::int32_t>(run.address));
  out.push_back(end);
  append_unsigned(out, run.bytes);
  std::uint64_t address = run.address;
  for (std::size_t i = run.first_piece; i < run.first_piece + run.pieces; ++i) {
    const DataPiece& piece = plan.pieces[i];
    out.insert(out.end(), static_cast<std::size_t>(piece.address - address), std::uint8_t{0});
    append(out, module.bytes.subspan(piece.payload_offset, piece.bytes));
    address = piece.end();
  }
}

void append_data_section(Bytes& out, const Module& module, const CoalescePlan& plan) {
  out.push_back(static_cast<std::uint8_t>(SectionId::Data));
  append_unsigned(out, static_cast<std::uint32_t>(plan.section_bytes));
  append_unsigned(out, static_cast<std::uint32_t>(plan.runs.size()));
  for (const DataRun& run : plan.runs) append_run(out, module, plan, run);
}

/// Go's linker writes no data count section, but wasm-opt does. The sizes are of docs/benchmarks.md.
bool was_rewritten_after_linking(const Module& module) {
  return module.kind == ModuleKind::GoJs && module.find_section(SectionId::DataCount) != nullptr;
}

constexpr const char* leave_out_wasm_opt =
    "Go's linker writes no data count section: wasm-opt, or another tool, rewrote the module. Leave that tool out; the "
    "published file gets smaller. Measured with a small program: 506,193 bytes as br without wasm-opt, 538,078 with it";

/// The plan for the module's data section; nothing if it stays unchanged. Records the outcome in result.
std::optional<CoalescePlan> plan_data(const Module& module, SlimResult& result) {
  result.segments_before = result.segments_after = module.data.segments;
  if (!module.find_section(SectionId::Data)) return std::nullopt;
  std::variant<CoalescePlan, std::string> plan = plan_coalescing(module);
  if (const auto* reason = std::get_if<std::string>(&plan)) {
    result.left_alone.push_back(fmt::format("the data segments stay unchanged: {}", *reason));
    if (was_rewritten_after_linking(module)) result.left_alone.emplace_back(leave_out_wasm_opt);
    return std::nullopt;
  }
  result.segments_after = static_cast<std::uint32_t>(std::get<CoalescePlan>(plan).runs.size());
  return std::get<CoalescePlan>(std::move(plan));
}

/// An upper bound on the size of the result, for a single allocation: only the data section can grow.
std::size_t max_bytes(const Module& module, const std::optional<CoalescePlan>& plan) {
  if (!plan) return module.bytes.size();
  constexpr std::size_t largest_header = 6;  // one byte of id and five of size
  return module.bytes.size() - module.find_section(SectionId::Data)->payload_bytes + largest_header +
         plan->section_bytes;
}

}  // namespace

SlimResult slim(const Module& module, const SlimOptions& options) {
  SlimResult result;
  const std::optional<CoalescePlan> plan = plan_data(module, result);
  result.content.reserve(max_bytes(module, plan));
  platform::prefer_large_pages(result.content.data(), result.content.capacity());
  const std::size_t preamble = module.sections.empty() ? module.bytes.size() : module.sections.front().offset;
  append(result.content, module.bytes.first(preamble));
  for (const Section& section : module.sections) {
    if (is_dropped(section, options))
      result.name_bytes_dropped += section.end() - section.offset;
    else if (plan && section.id == SectionId::Data)
      append_data_section(result.content, module, *plan);
    else
      append(result.content, module.bytes.subspan(section.offset, section.end() - section.offset));
  }
  return result;
}

}  // namespace wasmpair

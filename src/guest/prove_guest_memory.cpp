// Whether a host can limit what the guest allocates: linear memory and tables.
#include <fmt/format.h>

#include <algorithm>

#include "guest/guest_checks.h"
#include "util/counts.h"

namespace wasmpair {
namespace {

constexpr std::uint64_t page_bytes = 65536;
constexpr std::uint64_t most_pages = 65536;  // of 32-bit addresses

const ProposalUse* find_use(const Module& module, Proposal proposal) {
  const auto use = std::ranges::find(module.proposals, proposal, &ProposalUse::proposal);
  return use == module.proposals.end() ? nullptr : &*use;
}

/// As wazero writes sizes.
std::string binary_size(std::uint64_t pages) {
  return pages * page_bytes >= std::uint64_t{1} << 20U ? fmt::format("{} Mi", pages * page_bytes >> 20U)
                                                       : fmt::format("{} Ki", pages * page_bytes >> 10U);
}

std::string advise_smaller(const Module& module, std::uint64_t minimum) {
  const std::string raise = fmt::format("Allow more: --memory {}KiB.", minimum * page_bytes >> 10U);
  const bool is_old = module.go_version && !module.go_version->at_least(24);
  return is_old ? "Go up to 1.23 starts with 265 pages or more: build with Go 1.24 or later. " + raise : raise;
}

void prove_size(const Module& module, const GuestOptions& options, Findings& findings) {
  const std::uint64_t cap = std::min(options.memory / page_bytes, most_pages);
  const std::uint64_t minimum = module.memory->minimum_pages;
  if (minimum <= cap) return;
  add_finding(findings, GuestCheck::MemoryOverCap,
              {.subject = count_of(minimum, "page"),
               .message = fmt::format("the module starts with {} of memory, above the cap of {}",
                                      count_of(minimum, "page"), count_of(cap, "page")),
               .host = fmt::format("section memory: min {} pages ({}) over limit of {} pages ({})", minimum,
                                   binary_size(minimum), cap, binary_size(cap)),
               .advice = advise_smaller(module, minimum)});
}

void prove_single_memory(const Module& module, Findings& findings) {
  const auto imported = std::ranges::find(module.imports, ExternalKind::Memory, &Import::kind);
  if (imported != module.imports.end())
    add_finding(findings, GuestCheck::ImportedMemory,
                {.subject = fmt::format("{} {}", imported->module, imported->name),
                 .message = "the module imports its memory, which others could share",
                 .host = fmt::format("module[{}] not instantiated", imported->module),
                 .advice = "Link it with a memory of its own."});
  if (find_use(module, Proposal::MultipleMemories) != nullptr)
    add_finding(findings, GuestCheck::SecondMemory,
                {.subject = "memories",
                 .message = "the module has more than one memory, and a host limits only the first",
                 .host = "section memory: at most one memory allowed in module, but read 2",
                 .advice = "Link it with one memory."});
  if (module.memory && module.memory->sharing == Sharing::Shared)
    add_finding(findings, GuestCheck::SharedMemory,
                {.subject = "memory",
                 .message = "the module's memory is shared between threads, which hosts of guests do not have",
                 .host = "section memory: shared memory requested but threads feature not enabled",
                 .advice = "Link it without threads."});
  if (find_use(module, Proposal::Memory64) != nullptr)
    add_finding(findings, GuestCheck::WideAddresses,
                {.subject = "memory",
                 .message = "the module has addresses of 64 bits, which hosts of guests do not support",
                 .host = "section memory: invalid byte for limits",
                 .advice = "Build it for wasm32."});
}

void prove_exported_memory(const Module& module, Findings& findings) {
  const Export* const memory = module.find_export("memory");
  if (memory != nullptr && memory->kind == ExternalKind::Memory) return;
  add_finding(
      findings, GuestCheck::NoMemory,
      {.subject = "memory",
       .message = "the module does not export a memory of this name, so a host cannot pass input or read output",
       // Memory() of wazero gives a memory that is not exported, too.
       .host = module.memory ? "" : "runtime error: invalid memory address or nil pointer dereference",
       .advice = "Export its memory as \"memory\", as WASI demands."});
}

void prove_tables(const Module& module, Findings& findings) {
  std::uint64_t elements = 0;
  for (const TableLimits& table : module.tables) elements += table.minimum;
  if (elements <= most_table_elements) return;
  add_finding(findings, GuestCheck::TableSize,
              {.subject = "tables",
               .message = fmt::format("they start with {}, more than {}; no limit on memory counts them",
                                      count_of(elements, "element"), with_thousands(most_table_elements)),
               .host = "",
               .advice = "Link the module with smaller tables."});
}

}  // namespace

void prove_guest_memory(const Module& module, const GuestOptions& options, Findings& findings) {
  prove_single_memory(module, findings);
  prove_exported_memory(module, findings);
  if (module.memory) prove_size(module, options, findings);
  prove_tables(module, findings);
}

}  // namespace wasmpair

#include "guest/refusals.h"

#include <fmt/format.h>

#include <algorithm>

#include "util/counts.h"
#include "util/hex.h"
#include "util/printable.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

void require_option(const Module& module, std::string_view option, std::int64_t value, std::uint32_t maximum) {
  if (value >= 1 && value <= std::int64_t{maximum}) return;
  throw Error(module.file, fmt::format("the {} must be 1 to {}", option, with_thousands(maximum)),
              "Choose a number within that range.");
}

void require_options(const Module& module, const GuestRewriting& rewriting) {
  require_option(module, "maximum number of pages", rewriting.maximum_pages, 65'536);
  require_option(module, "interval", rewriting.interval, 1 << 30);
  require_option(module, "limit of calls", rewriting.depth_limit, 1'000'000);
}

void require_proposals(const Module& module) {
  for (const ProposalUse& use : module.proposals) {
    if (validation(use.proposal) == Validation::Skipped)
      refuse(module, use.offset, fmt::format("the guest uses {}, which wasmpair does not validate", name(use.proposal)),
             "Build it without that proposal.");
    if (use.proposal == Proposal::MultipleMemories)
      refuse(module, use.offset, "the guest uses a second memory", "Build it with one memory: only that is bounded.");
    if (use.proposal == Proposal::Memory64)
      refuse(module, use.offset, "the guest uses 64-bit addresses", "Build it for wasm32.");
  }
}

void require_imports(const Module& module) {
  for (const Import& import : module.imports) {
    if (import.kind == ExternalKind::Memory)
      refuse(module, import.offset, "the guest imports its memory",
             "Build it so that it defines and exports its memory, as Go, TinyGo and Rust do by default.");
    if (import.module != yield_module || import.name != yield_name) continue;
    const bool is_function = import.kind == ExternalKind::Function && import.type_index < module.types.size();
    if (!is_function || describe(module.types[import.type_index]) != "() -> (i32)")
      refuse(module, import.offset, "the guest imports sched_yield, but not as a function () -> (i32)",
             "Correct its declaration: WASI preview 1 defines that type.");
  }
}

void require_exports(const Module& module) {
  const auto reserved = std::ranges::find_if(
      module.exports, [](const Export& exported) { return exported.name.starts_with(reserved_prefix); });
  if (reserved != module.exports.end())
    refuse(module, reserved->offset,
           fmt::format("the guest exports \"{}\", a name that wasmpair adds", printable(reserved->name)),
           "Rename the export; if wasmpair has rewritten this module already, use the original.");
}

void require_memory(const Module& module, std::uint32_t maximum_pages) {
  if (!module.memory || module.memory->minimum_pages <= maximum_pages) return;
  refuse(module, module.find_section(SectionId::Memory)->offset,
         fmt::format("the guest starts with {}, but its maximum is {}", count_of(module.memory->minimum_pages, "page"),
                     with_thousands(maximum_pages)),
         "Allow it more memory, or build it with Go 1.24 or later, whose guests start with 2 to 3 MiB.");
}

}  // namespace

void require_rewritable(const Module& module, const GuestRewriting& rewriting) {
  if (module.kind == ModuleKind::NotWasm)
    throw Error(module.file, "the guest is not a WebAssembly module",
                "Build it with GOOS=wasip1 GOARCH=wasm go build -buildmode=c-shared.");
  require_options(module, rewriting);
  require_proposals(module);
  require_imports(module);
  require_exports(module);
  require_memory(module, rewriting.maximum_pages);
  if (const Section* linking = module.find_custom("linking"))
    refuse(module, linking->offset, "the guest is a relocatable object: it has a linking section",
           "Link it, without --relocatable and --emit-relocs.");
}

void require_room(const Module& module, std::size_t offset, std::string_view what, std::uint64_t count,
                  std::uint64_t maximum) {
  if (count <= maximum) return;
  refuse(module, offset,
         fmt::format("the guest would have {} {} after rewriting; engines accept at most {}", with_thousands(count),
                     what, with_thousands(maximum)),
         "Build a smaller guest.");
}

void refuse(const Module& module, std::size_t offset, const std::string& problem, std::string_view advice) {
  throw Error(fmt::format("{}:{}", module.file, hex_offset(offset)), problem, std::string(advice));
}

}  // namespace wasmpair

#include "guest/guest_checks.h"

#include <algorithm>
#include <array>
#include <utility>

namespace wasmpair {
namespace {

struct Row {
  GuestCheck check;
  const char* id;  ///< Stable, because scripts depend on it.
  Consequence consequence;
};

constexpr std::array rows = {
    Row{GuestCheck::NotAModule, "not-a-module", Consequence::RefusesToLoad},
    Row{GuestCheck::JsGuest, "js-guest", Consequence::RefusesToLoad},
    Row{GuestCheck::CommandGuest, "command-guest", Consequence::FailsAtRunTime},
    Row{GuestCheck::OldGuest, "old-guest", Consequence::FailsAtRunTime},
    Row{GuestCheck::NoEntry, "no-entry", Consequence::FailsAtRunTime},
    Row{GuestCheck::EntryType, "entry-type", Consequence::FailsAtRunTime},
    Row{GuestCheck::NoAllocator, "no-allocator", Consequence::FailsAtRunTime},
    Row{GuestCheck::NoMemory, "no-memory", Consequence::FailsAtRunTime},
    Row{GuestCheck::ImportedMemory, "imported-memory", Consequence::RefusesToLoad},
    Row{GuestCheck::SecondMemory, "second-memory", Consequence::RefusesToLoad},
    Row{GuestCheck::SharedMemory, "shared-memory", Consequence::RefusesToLoad},
    Row{GuestCheck::WideAddresses, "wide-addresses", Consequence::RefusesToLoad},
    Row{GuestCheck::MemoryOverCap, "memory-over-cap", Consequence::RefusesToLoad},
    Row{GuestCheck::TableSize, "table-size", Consequence::Unproven},
    Row{GuestCheck::TableGrowth, "table-growth", Consequence::Unproven},
    Row{GuestCheck::HugeFunction, "huge-function", Consequence::Unproven},
    Row{GuestCheck::UnknownImport, "unknown-import", Consequence::RefusesToLoad},
    Row{GuestCheck::ImportType, "import-type", Consequence::RefusesToLoad},
    Row{GuestCheck::ReservedExport, "reserved-export", Consequence::Unproven},
};

}  // namespace

void add_finding(Findings& findings, GuestCheck check, GuestFindingText text) {
  const Row& row = *std::ranges::find(rows, check, &Row::check);
  findings.push_back({.id = row.id,
                      .consequence = row.consequence,
                      .subject = std::move(text.subject),
                      .message = std::move(text.message),
                      .browser = "",
                      .advice = std::move(text.advice),
                      .host = std::move(text.host)});
}

}  // namespace wasmpair

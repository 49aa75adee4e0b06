// What the bodies of a guest's functions do to its host: its tables, its state, and the time to compile them.
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <optional>

#include "guest/code_facts.h"
#include "guest/function_plan.h"
#include "guest/guest_checks.h"
#include "util/counts.h"
#include "wasm/value_types.h"

namespace wasmpair {
namespace {

/// The maxima of all tables together; nothing if one has none.
std::optional<std::uint64_t> most_elements(const Module& module) {
  std::uint64_t elements = 0;
  for (const TableLimits& table : module.tables) {
    if (!table.maximum) return std::nullopt;
    elements += std::min(*table.maximum, most_table_elements + 1);  // cannot wrap
  }
  return elements;
}

void prove_table_growth(const Module& module, const CodeFacts& facts, Findings& findings) {
  if (!facts.table_grow || most_elements(module).value_or(UINT64_MAX) <= most_table_elements) return;
  add_finding(findings, GuestCheck::TableGrowth,
              {.subject = "table.grow",
               .message = fmt::format("the module makes a table larger, at {:#x}, and no limit on memory counts its "
                                      "elements",
                                      *facts.table_grow),
               .host = "",
               .advice = fmt::format("Give its tables maxima of at most {} together, or use no table.grow.",
                                     count_of(most_table_elements, "element"))});
}

void prove_function_size(const CodeFacts& facts, Findings& findings) {
  const auto refuse = [&](const FunctionExtent& extent, std::string_view unit, std::size_t most) {
    if (extent.amount <= most) return;
    add_finding(
        findings, GuestCheck::HugeFunction,
        {.subject = fmt::format("function {}", extent.function),
         .message = fmt::format("it has {}, more than {}; engines compile such a function slowly, and cannot be "
                                "interrupted",
                                count_of(extent.amount, unit), with_thousands(most)),
         .host = "",
         .advice = "Split the function, or compile it without inlining."});
  };
  refuse(facts.largest_body, "byte", largest_body_bytes);
  refuse(facts.most_blocks, "block", most_blocks);
}

std::string other_state(const CodeFacts& facts) {
  if (const FirstUse use = facts.changes_table()) return fmt::format("it changes a table, at {:#x}", *use);
  if (const FirstUse use = facts.changes_segment())
    return fmt::format("it uses or drops segments after it was instantiated, at {:#x}", *use);
  return "";
}

}  // namespace

void prove_guest_code(const Module& module, GuestProof& proof) {
  const CodeFacts facts = scan_code(module);
  prove_table_growth(module, facts, proof.findings);
  prove_function_size(facts, proof.findings);
  proof.other_state = other_state(facts);
}

}  // namespace wasmpair

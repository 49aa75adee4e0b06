#include "wasm/proposals.h"

#include <algorithm>
#include <iterator>

namespace wasmpair {
namespace {

struct ProposalRow {
  const char* name;
  Validation validation;
};

/// In the order of Proposal; the names are those of https://github.com/WebAssembly/proposals.
constexpr ProposalRow rows[] = {
    {"tail calls", Validation::Complete},
    {"extended constant expressions", Validation::Complete},
    {"multiple memories", Validation::Complete},
    {"memory64", Validation::Complete},
    {"exception handling", Validation::Skipped},
    {"legacy exception handling", Validation::Skipped},
    {"relaxed SIMD", Validation::Skipped},
    {"threads", Validation::Skipped},
    {"typed function references", Validation::Skipped},
    {"garbage collection", Validation::Skipped},
    {"stack switching", Validation::Skipped},
    {"custom page sizes", Validation::Skipped},
    {"custom descriptors", Validation::Skipped},
};
static_assert(std::size(rows) == proposal_count);

}  // namespace

const char* name(Proposal proposal) { return rows[static_cast<std::size_t>(proposal)].name; }

Validation validation(Proposal proposal) { return rows[static_cast<std::size_t>(proposal)].validation; }

void ProposalUses::add(Proposal proposal, std::size_t offset) {
  std::optional<std::size_t>& lowest = offsets_[static_cast<std::size_t>(proposal)];
  lowest = std::min(lowest.value_or(offset), offset);
}

void ProposalUses::add(const ProposalUses& uses) {
  for (const ProposalUse& use : uses.list()) add(use.proposal, use.offset);
}

bool ProposalUses::any_unvalidated() const {
  return std::ranges::any_of(list(),
                             [](const ProposalUse& use) { return validation(use.proposal) == Validation::Skipped; });
}

std::vector<ProposalUse> ProposalUses::list() const {
  std::vector<ProposalUse> uses;
  for (std::size_t i = 0; i < proposal_count; ++i)
    if (offsets_[i]) uses.push_back({static_cast<Proposal>(i), *offsets_[i]});
  return uses;
}

}  // namespace wasmpair

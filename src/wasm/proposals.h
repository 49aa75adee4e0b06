// Proposals that go beyond WebAssembly Core Specification 2.0.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <vector>

#include "wasmpair/module.h"

namespace wasmpair {

/// What a module, or a part of it, uses beyond 2.0: of each proposal the lowest offset of a use.
class ProposalUses {
 public:
  void add(Proposal proposal, std::size_t offset);
  void add(const ProposalUses& uses);

  /// True if a proposal is used that wasmpair does not validate.
  bool any_unvalidated() const;

  /// In the order of Proposal.
  std::vector<ProposalUse> list() const;

 private:
  std::array<std::optional<std::size_t>, proposal_count> offsets_;
};

}  // namespace wasmpair

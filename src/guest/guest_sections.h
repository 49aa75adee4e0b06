// The sections of a rewritten guest.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "guest/body_rewriter.h"
#include "guest/function_plan.h"
#include "guest/guest_code.h"
#include "guest/renumbering.h"
#include "guest/type_table.h"
#include "wasm/draft.h"
#include "wasmpair/module.h"
#include "wasmpair/rewrite_guest.h"

namespace wasmpair {

/// The maximum that each table gets: its own one, or, if all could have more elements together than check accepts, its
/// minimum.
std::vector<std::uint64_t> bounded_maxima(std::span<const TableType> tables);

/// Computes the new payload of each section of a module that can be rewritten. Adds to the module: two globals; if it
/// has functions, the function give_way and, unless the module has it, the import of sched_yield.
class GuestSections {
 public:
  /// The module must outlive this. Throws Error for a function that is too large.
  GuestSections(const Module& module, const GuestRewriting& rewriting);

  /// The payload of a section that changes or, if the module does not have it, that is added. Nothing for a section
  /// that stays as it is.
  std::optional<Bytes> payload(SectionId id) const;

  bool drops(const Section& custom) const;
  /// The new payload, after the name, of a custom section that is not dropped; nothing if it stays as it is.
  std::optional<Bytes> custom_payload(const Section& custom) const;

 private:
  bool has_functions() const { return !module_.function_types.empty(); }
  bool adds_import() const { return renumbering_.by != 0; }

  void rewrite_code();
  std::optional<Bytes> types() const;
  std::optional<Bytes> imports() const;
  std::optional<Bytes> functions() const;
  std::optional<Bytes> tables() const;
  std::optional<Bytes> memories() const;
  Bytes globals() const;
  Bytes exports() const;

  ByteReader reader(const Section& section) const;
  /// The section must exist.
  ByteReader reader(SectionId id) const { return reader(*module_.find_section(id)); }
  /// The payload with more items; a new one if the module lacks the section.
  Bytes with_items(SectionId id, std::uint32_t count, ByteView items) const;

  const Module& module_;
  GuestRewriting rewriting_;
  IndexSpaces spaces_;
  FunctionPlans plans_;
  TypeTable types_;
  FunctionRenumbering renumbering_;
  AddedIndices indices_;
  std::uint32_t yield_type_ = 0;
  std::uint32_t give_way_type_ = 0;
  Bytes code_;
  std::optional<Bytes> names_;  // of the name section, if it is kept and changes
};

}  // namespace wasmpair

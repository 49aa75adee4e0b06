// The sections of a rewritten guest.
#pragma once

#include <cstdint>
#include <optional>

#include "guest/body_rewriter.h"
#include "guest/function_plan.h"
#include "guest/guest_code.h"
#include "guest/renumbering.h"
#include "guest/rewrite.h"
#include "guest/type_table.h"
#include "wasm/draft.h"
#include "wasmpair/module.h"

namespace wasmpair {

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

 private:
  bool has_functions() const { return !module_.function_types.empty(); }
  bool adds_import() const { return renumbering_.by != 0; }

  void rewrite_code();
  std::optional<Bytes> types() const;
  std::optional<Bytes> imports() const;
  std::optional<Bytes> functions() const;
  std::optional<Bytes> memories() const;
  Bytes globals() const;
  Bytes exports() const;

  /// A reader over the payload of a section, which must exist.
  ByteReader reader(SectionId id) const;
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
};

}  // namespace wasmpair

// The findings about guests: one row per check; and the parts of the proof.
#pragma once

#include <cstdint>
#include <string>

#include "wasmpair/guest.h"

namespace wasmpair {

enum class GuestCheck {
  NotAModule,
  JsGuest,
  CommandGuest,
  OldGuest,
  NoEntry,
  EntryType,
  NoAllocator,
  NoMemory,
  ImportedMemory,
  SecondMemory,
  SharedMemory,
  WideAddresses,
  MemoryOverCap,
  TableSize,
  TableGrowth,
  HugeFunction,
  UnknownImport,
  ImportType,
  ReservedExport,
};

/// Far more than compilers write. A host allocates all elements at once: 100 million took wazero 2.4 GB.
inline constexpr std::uint64_t most_table_elements = std::uint64_t{1} << 20U;

/// The parts of a finding that are not in the table.
struct GuestFindingText {
  std::string subject;
  std::string message;
  std::string host;
  std::string advice;
};

void add_finding(Findings& findings, GuestCheck check, GuestFindingText text);

/// Each appends a finding for everything that does not hold.
void prove_guest_kind(const Module& module, Findings& findings);
void prove_guest_entries(const Module& module, const GuestOptions& options, GuestProof& proof);
void prove_guest_memory(const Module& module, const GuestOptions& options, Findings& findings);
void prove_guest_imports(const Module& module, Findings& findings);
/// Exports with names that the host uses itself.
void prove_guest_exports(const Module& module, Findings& findings);

/// What the bodies do. They must be validated.
void prove_guest_code(const Module& module, GuestProof& proof);

/// What an operator should know about a module that can be a guest.
std::vector<Warning> guest_notes(const Module& module);

}  // namespace wasmpair

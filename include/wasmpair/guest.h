// Guests: modules for WASI that a Go server runs in wazero, a WebAssembly runtime, on behalf of its tenants. What a
// guest could do, and whether it can be contained, is proven from its bytes.
//
// Source of the facts about hosts: wazero v1.12.0. Source of WASI: its preview 1, wasi_snapshot_preview1.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wasmpair/finding.h"
#include "wasmpair/module.h"
#include "wasmpair/warning.h"

namespace wasmpair {

/// How a host passes the input of a call to an entry, an exported function, and receives its output.
enum class Convention {
  Handle,   ///< (i32 length) -> i32: the guest copies with the functions of the import module "wasmpair".
  Pointer,  ///< (i32 pointer, i32 length) -> i64, pointer << 32 | length: the host copies, into what `alloc` allocates.
};

/// "handle", "pointer".
const char* name(Convention convention);

/// A function that a host may call.
struct GuestEntry {
  std::string_view name;
  Convention convention;
};

/// What a guest could do with its imports.
enum class Capability {
  Output,         ///< Standard output and standard error.
  Clock,          ///< Time of day, monotonic time.
  Random,         ///< Random numbers.
  Sleep,          ///< Wait for time or descriptors.
  Yield,          ///< Give way to others.
  Exit,           ///< End the instance.
  Arguments,      ///< Read the command line.
  Environment,    ///< Read environment variables.
  Descriptors,    ///< Ask about or close what is open already.
  Input,          ///< Read standard input and other open descriptors.
  Files,          ///< Open, list, change or remove files.
  Sockets,        ///< Accept connections, receive and send.
  HostFunctions,  ///< Call the functions of the import module "wasmpair".
};

/// For people: "standard output", "files", …
const char* name(Capability capability);

/// A capability, and the imports that give it, in their order in the module.
struct CapabilityUse {
  Capability capability;
  std::vector<std::string_view> functions;
};

/// In the order of Capability. Imports that no host function provides give none.
std::vector<CapabilityUse> capabilities(const Module& module);

/// True if the module imports from wasi_snapshot_preview1.
bool uses_wasi(const Module& module);

/// 64 MiB, in bytes.
inline constexpr std::uint64_t default_guest_memory = std::uint64_t{64} << 20U;

struct GuestOptions {
  /// The most linear memory that an instance may have, in bytes; counted in complete pages of 64 KiB.
  std::uint64_t memory = default_guest_memory;
  std::vector<std::string> entries{};      ///< Empty: every exported function that has the type of a convention.
  std::optional<Convention> convention{};  ///< That of all entries; empty: each has that of its type.
};

/// What is known about a module as a guest. Views point into the module.
struct GuestProof {
  Findings findings;                ///< Empty: it can run as a contained guest.
  std::vector<GuestEntry> entries;  ///< Those that can be called.
  std::vector<CapabilityUse> capabilities;
  /// Why memory and mutable globals are not all the state of an instance, which a host then cannot put back; "" if they
  /// are.
  std::string other_state;
  /// What does not keep the module from being a guest, but an operator should know; the place is the id of an incident.
  std::vector<Warning> notes;
};

/// module must come from read_module.
GuestProof prove_guest(const Module& module, const GuestOptions& options);

}  // namespace wasmpair

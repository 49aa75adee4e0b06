// Rewrites a server-side guest, a WASI module, so that its host can bound, interrupt and reset it.
#pragma once

#include <cstdint>

#include "wasmpair/bytes.h"
#include "wasmpair/module.h"
#include "wasmpair/slim.h"

namespace wasmpair {

/// Whether the guest counts its work, so that its host can interrupt it.
enum class Metering { Metered, Unmetered };

struct GuestRewriting {
  /// The maximum of the memory, in pages of 65,536 bytes: 1 to 65,536.
  std::uint32_t maximum_pages = 1'024;
  /// The units between two calls of sched_yield, at least: 1 to 2^30.
  std::int32_t interval = 1'000'000;
  /// The calls that may be active at a time, of those that are counted: 1 to 1,000,000.
  std::int32_t depth_limit = 50'000;
  Names names = Names::Drop;
  Metering metering = Metering::Metered;
};

/// The rewritten module. It differs from the original in this:
///
/// Memory: it has a maximum, the option's or its own lower one.
///
/// Tables: each that the module defines has a maximum: its own one, or, if all together could have more than
/// 1,048,576 elements, its minimum. No limit on memory counts their elements, so a host can bound them only by their
/// maxima.
///
/// Meter: the mutable i32 global exported as "wasmpair.meter" has the units that are left. It starts at the interval.
/// The module subtracts what it executes, and where the meter is then 0 or below, it calls
/// wasi_snapshot_preview1.sched_yield, ignores the result, and sets the meter to the interval. Within sched_yield, the
/// work since the last call is the interval minus the meter; the host then sets the meter to the interval, because the
/// guest may also call sched_yield itself. The sum is the same in each run with the same input, on every machine.
///
/// Unmetered, nothing is subtracted, and the meter keeps the interval.
///
/// Depth: the mutable i32 global exported as "wasmpair.depth" has the number of active calls that are counted: all of
/// functions that call a host function or one in a table, and so many of others that each cycle of calls has one, and
/// no three calls in a row are without. Above the limit the module executes `unreachable`. A call that traps leaves it
/// as it is: an instance must not be used after a trap.
///
/// Globals: each mutable global that the module defines is exported as "wasmpair.gN", N its index.
///
/// Jumps: Go compiles a function to a loop that begins with a jump table, and jumps through it, forward, too: it sets a
/// local to a constant and branches to the loop. If the table then goes to the end of a block that is open at the
/// branch, the depth of the branch becomes that of the block. That saves the table, and a turn of the loop.
///
/// Custom sections that describe code by its offsets are dropped, and the name section unless it is to be kept. If the
/// module has functions, one is added after them, which yields. If it has functions, but does not import sched_yield,
/// an import is added after the others, and each index of a function that the module defines grows by one, also in the
/// name section. All other sections, indices and bytes are unchanged.
///
/// module must come from read_module. Throws Error, placed at "FILE:OFFSET", for a module that cannot be rewritten:
///   - one that uses a proposal that read_module does not validate, several memories, or 64-bit addresses
///   - one that imports its memory, or whose memory starts above the maximum
///   - an export whose name starts with "wasmpair."
///   - an import of sched_yield that is not a function () -> (i32)
///   - a relocatable object, which has a linking section
///   - a function of more than 262,144 bytes or 8,000 blocks: engines compile it slowly, and cannot be interrupted
///   - one at a limit of engines, without room for what is added
/// Also throws Error for a module of kind NotWasm, and for an option that is out of its range.
///
/// The result was read and validated, and compared with the original. It depends on nothing but the arguments; time is
/// linear in the size of the module.
Bytes rewrite_guest(const Module& module, const GuestRewriting& rewriting);

}  // namespace wasmpair

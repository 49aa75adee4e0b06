// Rewrites a server-side guest, a WASI module, so that its host can bound, interrupt and reset it.
#pragma once

#include <cstdint>

#include "wasmpair/bytes.h"
#include "wasmpair/module.h"
#include "wasmpair/slim.h"

namespace wasmpair {

struct GuestRewriting {
  /// The maximum of the memory, in pages of 65,536 bytes: 1 to 65,536.
  std::uint32_t maximum_pages = 1'024;
  /// Units between two calls of sched_yield: 1 to 2^30.
  std::int32_t interval = 10'000;
  /// The calls that may be active at a time: 1 to 2^31 - 1.
  std::int32_t depth_limit = 50'000;
  Names names = Names::Drop;
};

/// The rewritten module. It differs from the original in this:
///
/// Memory: it has a maximum, the option's or its own lower one.
///
/// Meter: the mutable i32 global exported as "wasmpair.meter" has the units that are left. It starts at the interval.
/// The module subtracts what it executes, and where the meter is then 0 or below, it calls
/// wasi_snapshot_preview1.sched_yield, ignores the result, and sets the meter to the interval. Within sched_yield, the
/// work since the last call is the interval minus the meter. The sum is the same in each run with the same input.
///
/// Depth: the mutable i32 global exported as "wasmpair.depth" has the number of active calls of functions that call
/// others. Above the limit the module executes `unreachable`. A call that traps leaves it as it is: an instance must
/// not be used after a trap.
///
/// Globals: each mutable global that the module defines is exported as "wasmpair.gN", N its index.
///
/// Custom sections that describe code by its offsets are dropped, and the name section unless it is to be kept. If the
/// module does not import sched_yield, an import is added after the others, each function index after it grows by one,
/// and a name section is dropped. All other sections, indices and bytes are unchanged. See function_plan.h for what is
/// charged where, and why.
///
/// module: as read_module gave it, of a kind other than NotWasm. Throws Error for a module that cannot be rewritten:
/// see refusals.h. The result was read and validated, and compared with the original by prove_rewriting. Depends on
/// nothing but the arguments; time is linear in the size of the module.
Bytes rewrite_guest(const Module& module, const GuestRewriting& rewriting);

}  // namespace wasmpair

// Makes a module smaller on the wire without changing what it does.
#pragma once

#include "wasmpair/module.h"
#include "wasmpair/slim.h"

namespace wasmpair {

/// Coalesces the data segments and drops the `name` section. All other bytes and their order stay unchanged. So does a
/// data section that does not meet the conditions (coalesce.h), and a module that is NotWasm. Slimming is idempotent.
///
/// module: as returned by parse_module. The result exceeds the module by at most 256 zero bytes per segment; additional
/// memory is proportional to the number of segments.
SlimResult slim(const Module& module, const SlimOptions& options);

}  // namespace wasmpair

// Makes a module smaller on the wire without changing what it does.
#pragma once

#include "wasmpair/module.h"
#include "wasmpair/slim.h"

namespace wasmpair {

/// Coalesces the data segments and drops the `name` section. Everything else keeps its bytes and its order.
/// A module whose data section does not meet the conditions (coalesce.h) keeps that section to the letter; so does a
/// module that is NotWasm. Slimming what has been slimmed changes nothing.
///
/// module must be what parse_module returned. The result is larger than the module by at most 256 zero bytes a segment;
/// beside it, memory is in proportion to the number of segments.
SlimResult slim(const Module& module, const SlimOptions& options);

}  // namespace wasmpair

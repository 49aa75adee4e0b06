// Makes a module smaller on the wire without changing what it does.
#pragma once

#include "wasmpair/module.h"
#include "wasmpair/slim.h"

namespace wasmpair {

/// Coalesces the data segments and drops the `name` section. Everything else keeps its bytes and its order.
/// A module whose data section does not meet the conditions (data_segments.h) keeps that section to the letter.
SlimResult slim(const Module& module, const SlimOptions& options);

}  // namespace wasmpair

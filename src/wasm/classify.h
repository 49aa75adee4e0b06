// Tells what kind of program a module is.
#pragma once

#include "wasmpair/module.h"

namespace wasmpair {

/// The kind of a module of which everything else has been read. Never NotWasm.
ModuleKind classify(const Module& module);

}  // namespace wasmpair

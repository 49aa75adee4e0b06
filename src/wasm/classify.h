// Classifies the program in a module.
#pragma once

#include "wasmpair/module.h"

namespace wasmpair {

/// The kind of a module whose other members have been read. Never NotWasm.
ModuleKind classify(const Module& module);

}  // namespace wasmpair

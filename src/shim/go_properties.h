// The properties that a module's code reaches by name in the objects of its shim.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "shim/tokens.h"

namespace wasmpair {

/// The names that package syscall/js writes into its calls (src/syscall/js/func.go, the same in Go 1.19 to 1.27): a
/// method and a property of the object of class Go, and the properties of the event in _pendingEvent. Everything else
/// with an underscore, such as _resume and _scheduledTimeouts, is used by the shim alone, which may rename it.
inline constexpr auto go_properties =
    std::to_array<std::string_view>({"_makeFuncWrapper", "_pendingEvent", "id", "this", "args", "result"});

/// Those of go_properties that the source names nowhere as a property, in that order: tools that rename properties,
/// such as `terser --mangle-props`, remove them.
std::vector<std::string> missing_go_properties(const Tokens& tokens);

}  // namespace wasmpair

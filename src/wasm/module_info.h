// The module info that Go's linker embeds in a program.
#pragma once

#include <optional>

#include "wasmpair/module.h"

namespace wasmpair {

/// Finds and reads the module info in the payload of a data section; views point into it. Nothing if there is none, or
/// if the text between the markers is not a module info. Time is linear; limits::module_info_lines bounds memory.
///
///   info := start line* end
///   line := "path" TAB path LF
///         | "mod" TAB path TAB version TAB sum LF
///         | "dep" TAB path TAB version [TAB sum] LF
///         | "=>"  TAB path TAB version [TAB sum] LF     replaces the dep or mod before it
///         | "build" TAB key "=" value LF                since Go 1.18
/// start is 30 77 af 0c 92 74 08 02 41 e1 c1 07 e6 d6 18 e6, end is f9 32 43 31 86 18 20 72 00 82 42 10 41 16 d8 f2.
/// Source: cmd/go/internal/modload/build.go and runtime/debug/mod.go, Go 1.14 to 1.27. The linker splits segments
/// only at runs of zero bytes, and the text has none, so it is always within one segment.
std::optional<ModuleInfo> find_module_info(ByteView data_section);

}  // namespace wasmpair

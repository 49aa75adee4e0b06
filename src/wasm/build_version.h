// The Go version in a program's memory, for modules without the section that names it.
#pragma once

#include <optional>
#include <span>

#include "wasmpair/module.h"

namespace wasmpair {

/// The value of runtime.buildVersion, which Go's linker writes into the data of every program: a text such as
/// "go1.24.4", and at an address that is a multiple of 8 a string header that refers to it, address:u64 length:u64.
/// Nothing if no text has a header, or if texts of different versions have one, as in a program with a table of
/// versions of its own. Only active segments of memory 0 at constant addresses are read.
/// Source: cmd/link/internal/ld/data.go (addstrdata) and runtime/proc.go (schedinit keeps it), Go 1.13 to 1.27.
///
/// Linear in the size of the data; additional memory is that of one pointer a segment, and bounded besides.
std::optional<GoVersion> find_build_version(std::span<const DataSegment> segments);

}  // namespace wasmpair

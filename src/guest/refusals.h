// Which modules are not rewritten.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "guest/rewrite.h"
#include "wasmpair/module.h"

namespace wasmpair {

inline constexpr std::string_view yield_module = "wasi_snapshot_preview1";
inline constexpr std::string_view yield_name = "sched_yield";
/// Of the exports that rewriting adds.
inline constexpr std::string_view reserved_prefix = "wasmpair.";

/// Throws Error for a module with:
///   - a proposal that read_module does not validate, several memories, or memory64
///   - an imported memory, or one whose minimum is above the maximum to write
///   - an export whose name starts with reserved_prefix
///   - an import of sched_yield that is not a function () -> (i32)
///   - a linking section: a relocatable object refers to code by offset
/// Functions that are too large are refused by plan_functions.
void require_rewritable(const Module& module, const GuestRewriting& rewriting);

/// Throws Error about what stands at an offset of the module.
[[noreturn]] void refuse(const Module& module, std::size_t offset, const std::string& problem, std::string_view advice);

}  // namespace wasmpair

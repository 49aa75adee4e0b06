// Which modules are not rewritten.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "wasmpair/module.h"
#include "wasmpair/rewrite_guest.h"

namespace wasmpair {

inline constexpr std::string_view yield_module = "wasi_snapshot_preview1";
inline constexpr std::string_view yield_name = "sched_yield";
/// Of the exports that rewriting adds.
inline constexpr std::string_view reserved_prefix = "wasmpair.";

/// Throws Error for what rewrite_guest refuses, except that functions that are too large are refused by plan_functions,
/// and a lack of room by require_room.
void require_rewritable(const Module& module, const GuestRewriting& rewriting);

/// Throws Error if the rewritten module would have more than an engine accepts. what: "globals", at offset.
void require_room(const Module& module, std::size_t offset, std::string_view what, std::uint64_t count,
                  std::uint64_t maximum);

/// Throws Error about what stands at an offset of the module.
[[noreturn]] void refuse(const Module& module, std::size_t offset, const std::string& problem, std::string_view advice);

}  // namespace wasmpair

// Slimming: makes a module smaller on the wire without changing what it does.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "wasmpair/bytes.h"
#include "wasmpair/module.h"

namespace wasmpair {

/// What to do with the `name` section, which debuggers use. Go's own stack traces do not need it.
enum class Names { Drop, Keep };

struct SlimOptions {
  Names names = Names::Drop;
};

/// A rewritten module, and what was changed.
struct SlimResult {
  Bytes content;
  std::uint32_t segments_before = 0;
  std::uint32_t segments_after = 0;
  std::uint64_t name_bytes_dropped = 0;  ///< Size of the `name` section with its header; 0 if absent or not dropped.
  std::vector<std::string> left_alone;   ///< What was not changed and why, a sentence each; empty if all was done.
};

/// Coalesces the data segments and drops the `name` section. Everything else keeps its bytes and its order. Segments
/// are coalesced only if that provably leaves the same memory: if the module defines its memory, every segment writes
/// to it at a constant address within its initial size, no two overlap, and nothing refers to segments by number.
/// Otherwise left_alone says why not. A module of kind NotWasm is not changed. Slimming a slimmed module changes
/// nothing.
///
/// module must come from read_module. The result is at most 256 bytes per segment larger than the module; the memory in
/// addition to it is proportional to the number of segments.
SlimResult slim(const Module& module, const SlimOptions& options);

}  // namespace wasmpair

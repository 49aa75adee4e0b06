// Proves that rewriting only inserted instructions into function bodies.
#pragma once

#include <cstdint>
#include <string_view>

#include "guest/renumbering.h"
#include "wasmpair/module.h"
#include "wasmpair/rewrite_guest.h"

namespace wasmpair {

inline constexpr std::string_view report_advice =
    "Nothing was written. Report this, with the guest, as a defect of wasmpair.";

/// Throws Error, an internal one, unless is_same. what: the part of the guest that rewriting must not change.
void require_same(bool is_same, const Module& rewritten, std::string_view what);

/// Proves that each body without what rewriting inserts is the original one, byte for byte, but for the indices of
/// functions, and for `return` that became a branch to the block around the body. What was inserted is recognized by
/// the first global, or the local, that the original does not have, and must be a sequence of GuestCode. Each loop
/// must check the meter, if there is one; so must each function that calls others, before its first branch. Each cycle
/// of calls must count its depth, and so must each function that makes a call whose target is not known. globals: the
/// number of globals of the original. Throws Error, an internal one, otherwise.
void prove_bodies(const Module& original, const Module& rewritten, const FunctionRenumbering& renumbering,
                  std::uint32_t globals, Metering metering);

}  // namespace wasmpair

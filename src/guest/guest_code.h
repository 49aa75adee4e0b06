// The instructions that rewriting inserts.
#pragma once

#include <cstdint>

#include "wasmpair/bytes.h"
#include "wasmpair/rewrite_guest.h"

namespace wasmpair {

/// Indices that exist only in the rewritten module.
struct AddedIndices {
  std::uint32_t meter = 0;        ///< A global.
  std::uint32_t depth = 0;        ///< A global.
  std::uint32_t sched_yield = 0;  ///< The imported function.
  std::uint32_t give_way = 0;     ///< The function that calls it and fills the meter.
};

/// Each sequence leaves the stack as it found it. Without a meter, what charges or checks it is nothing.
class GuestCode {
 public:
  GuestCode(const AddedIndices& indices, const GuestRewriting& rewriting);

  /// meter -= units
  void charge(Bytes& out, std::uint32_t units) const;
  /// meter -= length >> shift, of the length on top of the stack. local: of type i32, and free.
  void charge_length(Bytes& out, std::uint32_t local, std::uint32_t shift) const;
  /// if (meter <= 0) give_way()
  void check(Bytes& out) const;
  /// if ((meter -= units) <= 0) give_way(), with an access less. local: as above.
  void charge_and_check(Bytes& out, std::uint32_t units, std::uint32_t local) const;
  /// if (++depth > limit) unreachable. local: as above.
  void enter(Bytes& out, std::uint32_t local) const;
  /// --depth
  void leave(Bytes& out) const;

  /// The body of give_way: locals, `sched_yield(); meter = interval`, end.
  Bytes give_way_body() const;

 private:
  /// The meter is on the stack.
  void give_way_if_empty(Bytes& out) const;

  AddedIndices indices_;
  std::int32_t interval_;
  std::int32_t depth_limit_;
  Metering metering_;
};

}  // namespace wasmpair

#include "guest/guest_code.h"

#include "guest/opcodes.h"
#include "util/leb128.h"

namespace wasmpair {
namespace {

void append(Bytes& out, std::uint8_t instruction, std::uint32_t index) {
  out.push_back(instruction);
  append_unsigned(out, index);
}

void append_constant(Bytes& out, std::int32_t value) {
  out.push_back(opcode::i32_const);
  append_signed(out, value);
}

}  // namespace

GuestCode::GuestCode(const AddedIndices& indices, const GuestRewriting& rewriting)
    : indices_(indices),
      interval_(rewriting.interval),
      depth_limit_(rewriting.depth_limit),
      metering_(rewriting.metering) {}

void GuestCode::charge(Bytes& out, std::uint32_t units) const {
  if (metering_ == Metering::Unmetered) return;
  append(out, opcode::global_get, indices_.meter);
  append_constant(out, static_cast<std::int32_t>(units));
  out.push_back(opcode::i32_sub);
  append(out, opcode::global_set, indices_.meter);
}

void GuestCode::charge_length(Bytes& out, std::uint32_t local, std::uint32_t shift) const {
  if (metering_ == Metering::Unmetered) return;
  append(out, opcode::local_tee, local);
  append(out, opcode::global_get, indices_.meter);
  append(out, opcode::local_get, local);
  append_constant(out, static_cast<std::int32_t>(shift));
  out.push_back(opcode::i32_shr_u);
  out.push_back(opcode::i32_sub);
  append(out, opcode::global_set, indices_.meter);
}

void GuestCode::charge_and_check(Bytes& out, std::uint32_t units, std::uint32_t local) const {
  if (metering_ == Metering::Unmetered) return;
  append(out, opcode::global_get, indices_.meter);
  append_constant(out, static_cast<std::int32_t>(units));
  out.push_back(opcode::i32_sub);
  append(out, opcode::local_tee, local);
  append(out, opcode::global_set, indices_.meter);
  append(out, opcode::local_get, local);
  give_way_if_empty(out);
}

void GuestCode::check(Bytes& out) const {
  if (metering_ == Metering::Unmetered) return;
  append(out, opcode::global_get, indices_.meter);
  give_way_if_empty(out);
}

void GuestCode::give_way_if_empty(Bytes& out) const {
  append_constant(out, 1);
  out.push_back(opcode::i32_lt_s);
  out.push_back(opcode::if_);
  out.push_back(opcode::empty_block_type);
  append(out, opcode::call, indices_.give_way);
  out.push_back(opcode::end);
}

void GuestCode::enter(Bytes& out, std::uint32_t local) const {
  append(out, opcode::global_get, indices_.depth);
  append_constant(out, 1);
  out.push_back(opcode::i32_add);
  append(out, opcode::local_tee, local);
  append(out, opcode::global_set, indices_.depth);
  append(out, opcode::local_get, local);
  append_constant(out, depth_limit_);
  out.push_back(opcode::i32_gt_u);
  out.push_back(opcode::if_);
  out.push_back(opcode::empty_block_type);
  out.push_back(opcode::unreachable);
  out.push_back(opcode::end);
}

void GuestCode::leave(Bytes& out) const {
  append(out, opcode::global_get, indices_.depth);
  append_constant(out, 1);
  out.push_back(opcode::i32_sub);
  append(out, opcode::global_set, indices_.depth);
}

Bytes GuestCode::give_way_body() const {
  Bytes body{0};  // no locals
  append(body, opcode::call, indices_.sched_yield);
  body.push_back(opcode::drop);
  append_constant(body, interval_);
  append(body, opcode::global_set, indices_.meter);
  body.push_back(opcode::end);
  return body;
}

}  // namespace wasmpair

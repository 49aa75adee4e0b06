#include "guest/type_table.h"

#include "guest/opcodes.h"
#include "util/leb128.h"

namespace wasmpair {
namespace {

std::string key_of(ByteView results) { return {results.begin(), results.end()}; }

}  // namespace

TypeTable::TypeTable(const Module& module) : count_(static_cast<std::uint32_t>(module.types.size())) {
  for (std::uint32_t i = 0; i < count_; ++i) {
    const FunctionType& type = module.types[i];
    if (type.parameters.empty()) without_parameters_.emplace(key_of(type.results), i);
  }
}

/// type := 0x60 0 count:u32 value type*     a value type of 2.0 takes a byte
std::uint32_t TypeTable::without_parameters(ByteView results) {
  constexpr std::uint8_t function = 0x60;
  const auto [entry, is_new] = without_parameters_.try_emplace(key_of(results), count_);
  if (!is_new) return entry->second;
  added_bytes_.push_back(function);
  added_bytes_.push_back(0);
  append_unsigned(added_bytes_, results.size());
  added_bytes_.insert(added_bytes_.end(), results.begin(), results.end());
  ++added_;
  return count_++;
}

Bytes TypeTable::block_type(ByteView results) {
  if (results.empty()) return {opcode::empty_block_type};
  if (results.size() == 1) return {results.front()};
  Bytes encoded;
  append_signed(encoded, static_cast<std::int32_t>(without_parameters(results)));
  return encoded;
}

}  // namespace wasmpair

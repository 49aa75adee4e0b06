// The function types of a module, and those that rewriting adds.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "wasmpair/bytes.h"
#include "wasmpair/module.h"

namespace wasmpair {

class TypeTable {
 public:
  /// module: has function types only; its bytes must outlive the table.
  explicit TypeTable(const Module& module);

  /// The index of the type () -> results; added if the module has none.
  std::uint32_t without_parameters(ByteView results);

  /// The block type, in the binary format, of a block () -> results.
  Bytes block_type(ByteView results);

  std::uint32_t added() const { return added_; }
  /// The added types in the binary format.
  const Bytes& added_bytes() const { return added_bytes_; }

 private:
  std::map<std::string, std::uint32_t> without_parameters_;  // by the bytes of their results
  std::uint32_t count_;
  std::uint32_t added_ = 0;
  Bytes added_bytes_;
};

}  // namespace wasmpair

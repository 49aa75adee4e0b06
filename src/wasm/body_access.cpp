// Validates what reads and writes memories and tables, references, and lanes of vectors.
#include <fmt/format.h>

#include <limits>

#include "util/counts.h"
#include "wasm/body_validator.h"
#include "wasm/constant_expression.h"
#include "wasm/module_reader.h"

namespace wasmpair {

/// immediates := flags:u32 memory:u32? offset:u64 lane:byte?     flags: the alignment, and 0x40 if a memory is named
void BodyValidator::access_memory(const Instruction& instruction) {
  constexpr std::uint32_t names_memory = 0x40;
  const std::size_t start = reader_.offset();
  std::uint32_t flags = reader_.unsigned32("alignment");
  if (flags >= 2 * names_memory) place_.body->fail(start, "alignment", fmt::format("its flags are {:#x}", flags));
  const std::uint32_t memory = flags & names_memory ? reader_.unsigned32("memory") : 0;
  if (flags & names_memory) proposals_.add(Proposal::MultipleMemories, start);
  flags &= names_memory - 1;
  if (flags > instruction.alignment)
    place_.reject(fmt::format("its alignment is 2^{}, above the natural 2^{}", flags, instruction.alignment));
  const ValueType address = address_of_memory(memory);
  const std::size_t offset_start = reader_.offset();
  const std::uint64_t offset = reader_.unsigned64("offset of memory access");
  if (reader_.offset() - offset_start > 5) proposals_.add(Proposal::Memory64, offset_start);
  if (address == ValueType::I32 && offset > std::numeric_limits<std::uint32_t>::max())
    place_.reject(fmt::format("its offset {} is beyond the memory", with_thousands(offset)));
  if (instruction.rule == Rule::MemoryLaneAccess) lane(instruction);
  for (std::size_t i = instruction.operand_count; i-- > 0;) stack_.pop(instruction.operands[i]);
  stack_.pop(address);
  if (instruction.result != ValueType::None) stack_.push(instruction.result);
}

void BodyValidator::bulk_memory(const Instruction& instruction) {
  if (instruction.rule == Rule::DataDrop) {
    data_segment();
    return;
  }
  if (instruction.rule == Rule::MemoryInit) data_segment();
  const std::size_t start = reader_.offset();
  const std::uint32_t memory = reader_.unsigned32("memory");
  if (reader_.offset() - start > 1 || memory != 0) proposals_.add(Proposal::MultipleMemories, start);
  const ValueType address = address_of_memory(memory);
  switch (instruction.rule) {
    case Rule::MemorySize:
      return stack_.push(address);
    case Rule::MemoryGrow:
      stack_.pop(address);
      return stack_.push(address);
    case Rule::MemoryFill:
      stack_.pop(address);
      stack_.pop(ValueType::I32);
      return stack_.pop(address);
    case Rule::MemoryInit:
      stack_.pop(ValueType::I32);
      stack_.pop(ValueType::I32);
      return stack_.pop(address);
    default: {
      const std::uint32_t source = reader_.unsigned32("memory");
      if (source != 0) proposals_.add(Proposal::MultipleMemories, start);
      const ValueType source_address = address_of_memory(source);
      stack_.pop(address == ValueType::I64 ? source_address : address);  // the smaller of the two
      stack_.pop(source_address);
      return stack_.pop(address);
    }
  }
}

void BodyValidator::table(const Instruction& instruction) {
  std::uint32_t segment = 0;
  if (instruction.rule == Rule::TableInit || instruction.rule == Rule::ElementDrop) {
    segment = reader_.unsigned32("element segment");
    require_index(segment, spaces_.elements.size(), "element segment");
    if (instruction.rule == Rule::ElementDrop) return;
  }
  const TableType& type = table_type(reader_.unsigned32("table"));
  const ValueType address = value_type(type.addresses);
  switch (instruction.rule) {
    case Rule::TableGet:
      stack_.pop(address);
      return stack_.push(type.element);
    case Rule::TableSet:
      stack_.pop(type.element);
      return stack_.pop(address);
    case Rule::TableSize:
      return stack_.push(address);
    case Rule::TableGrow:
      stack_.pop(address);
      stack_.pop(type.element);
      return stack_.push(address);
    case Rule::TableFill:
      stack_.pop(address);
      stack_.pop(type.element);
      return stack_.pop(address);
    case Rule::TableInit:
      if (spaces_.elements[segment] != type.element) place_.reject("the segment has another type than the table");
      stack_.pop(ValueType::I32);
      stack_.pop(ValueType::I32);
      return stack_.pop(address);
    default: {
      const TableType& source = table_type(reader_.unsigned32("table"));
      if (source.element != type.element) place_.reject("the tables have different types");
      stack_.pop(value_type(type.addresses == AddressType::I64 ? source.addresses : type.addresses));
      stack_.pop(value_type(source.addresses));
      return stack_.pop(address);
    }
  }
}

void BodyValidator::reference(const Instruction& instruction) {
  if (instruction.rule == Rule::RefNull) {
    const ValueType type =
        read_type([&](ByteReader& reader) { return read_heap_type(reader, proposals_, "type of ref.null"); });
    if (!skips_) stack_.push(type);
  } else if (instruction.rule == Rule::RefIsNull) {
    const ValueType type = stack_.pop_any();
    if (type != ValueType::None && !is_reference(type)) place_.reject(fmt::format("its operand is {}", name(type)));
    stack_.push(ValueType::I32);
  } else {
    const std::uint32_t index = reader_.unsigned32("function");
    require_index(index, spaces_.functions.size(), "function");
    const std::vector<bool>& referenced = spaces_.referenced_functions;
    if (index >= referenced.size() || !referenced[index])
      place_.reject(fmt::format("nothing but function bodies refers to function {}", index));
    stack_.push(ValueType::FuncRef);
  }
}

void BodyValidator::lane(const Instruction& instruction) {
  const std::size_t count = instruction.rule == Rule::Shuffle ? 16 : 1;
  const std::uint8_t lanes = instruction.rule == Rule::Shuffle ? 32 : instruction.lanes;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint8_t index = reader_.byte("lane");
    if (index >= lanes) place_.reject(fmt::format("it has no lane {}", index));
  }
  if (instruction.rule != Rule::MemoryLaneAccess) move_operands(instruction);
}

const TableType& BodyValidator::table_type(std::uint32_t index) const {
  require_index(index, spaces_.tables.size(), "table");
  return spaces_.tables[index];
}

ValueType BodyValidator::address_of_memory(std::uint32_t index) const {
  if (index >= spaces_.memories.size()) require_index(index, spaces_.memories.size(), "memory");
  return value_type(spaces_.memories[index]);
}

std::uint32_t BodyValidator::data_segment() {
  const std::uint32_t segment = reader_.unsigned32("data segment");
  if (!spaces_.data_count) place_.reject("it needs a data count section, which the module lacks");
  require_index(segment, *spaces_.data_count, "data segment");
  return segment;
}

}  // namespace wasmpair

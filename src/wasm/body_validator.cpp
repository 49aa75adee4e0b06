#include "wasm/body_validator.h"
#include "wasm/module_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "util/counts.h"
#include "wasm/constant_expression.h"
#include "wasm/limits.h"

namespace wasmpair {
namespace {

constexpr std::uint32_t max_offset32 = 0xffffffff;

constexpr std::uint8_t result_bytes[] = {0x7f, 0x7e, 0x7d, 0x7c, 0x7b, 0x70, 0x6f};
constexpr FunctionType no_operands{};

/// The type of a block whose result is the value type of that byte.
const FunctionType& block_type_with_result(ValueType result) {
  static const auto types = [] {
    std::array<FunctionType, std::size(result_bytes)> all{};
    for (std::size_t i = 0; i < all.size(); ++i) all[i].results = ByteView(&result_bytes[i], 1);
    return all;
  }();
  const auto* place = std::ranges::find(result_bytes, static_cast<std::uint8_t>(result));
  return types[static_cast<std::size_t>(place - result_bytes)];
}

}  // namespace

void BodyValidator::validate(const ByteReader& body, std::uint32_t function) {
  reader_ = BodyReader(body);
  place_ = {&body, reader_.position(), reader_.position(), function};
  skips_ = false;
  const FunctionType& type = spaces_.types[spaces_.functions[function]];
  read_locals(type);
  if (skips_) return;
  stack_.start_function(type);
  run();
  if (!skips_ && !reader_.at_end())
    body.fail(reader_.offset(), "function body",
              fmt::format("{} after its end", count_of(reader_.remaining(), "trailing byte")));
}

/// locals := groups:u32 (count:u32 type)*
void BodyValidator::read_locals(const FunctionType& type) {
  locals_.clear();
  for (const std::uint8_t byte : type.parameters) locals_.push_back(static_cast<ValueType>(byte));
  const std::uint32_t groups =
      reader_.slow("locals", [](ByteReader& reader) { return read_count(reader, limits::local_groups); });
  for (std::uint32_t i = 0; i < groups; ++i) {
    const std::size_t start = reader_.offset();
    const std::uint32_t count = reader_.unsigned32("number of locals");
    if (count > limits::locals - locals_.size())
      place_.body->fail(start, "number of locals",
                        fmt::format("{} at most {} in a function, with its parameters", limits::browsers,
                                    with_thousands(limits::locals)));
    locals_.insert(locals_.end(), count,
                   read_type([&](ByteReader& reader) { return read_value_type(reader, proposals_, "type of local"); }));
  }
}

void BodyValidator::run() {
  for (;;) {
    place_.at = reader_.position();
    const std::uint8_t opcode = reader_.byte("instruction");
    const Instruction& instruction = instructions[opcode];
    switch (instruction.rule) {  // What is listed is nearly everything that Go's compiler writes.
      case Rule::Simple:
        move_operands(instruction);
        continue;
      case Rule::LocalGet:
        stack_.push(local(reader_.unsigned32("local")));
        continue;
      case Rule::LocalSet:
        stack_.pop(local(reader_.unsigned32("local")));
        continue;
      case Rule::I32Const:
        reader_.skip_signed32("i32.const");
        stack_.push(ValueType::I32);
        continue;
      case Rule::I64Const:
        reader_.skip_signed64("i64.const");
        stack_.push(ValueType::I64);
        continue;
      case Rule::MemoryAccess:
        access_memory(instruction);
        continue;
      case Rule::Illegal:
        fail_unknown(*place_.body, place_.offset(), "instruction", fmt::format("{:#04x} is not an opcode", opcode));
      default:
        if (step(without_prefix(instruction)) == Progress::Done) return;
    }
  }
}

/// The instruction itself if the one given is a prefix, whose opcode goes on.
const Instruction& BodyValidator::without_prefix(const Instruction& instruction) {
  if (instruction.rule == Rule::MiscellaneousPrefix)
    return prefixed(miscellaneous_instructions.data(), miscellaneous_count);
  if (instruction.rule == Rule::VectorPrefix) return prefixed(vector_instructions.data(), vector_count);
  return instruction;
}

/// Reads the rest of an opcode that starts with a prefix.
const Instruction& BodyValidator::prefixed(const Instruction* table, std::size_t count) {
  const std::uint32_t opcode = reader_.unsigned32("instruction");
  if (opcode >= count || table[opcode].rule == Rule::Illegal)
    fail_unknown(*place_.body, place_.offset(), "instruction",
                 fmt::format("{:#x} is not an opcode after its prefix", opcode));
  return table[opcode];
}

/// Validates an instruction that run() does not list.
BodyValidator::Progress BodyValidator::step(const Instruction& instruction) {
  switch (instruction.rule) {
    case Rule::Simple:
      move_operands(instruction);
      break;
    case Rule::F32Const:
      constant(instruction, 4);
      break;
    case Rule::F64Const:
      constant(instruction, 8);
      break;
    case Rule::V128Const:
      constant(instruction, 16);
      break;
    case Rule::LocalTee: {
      const ValueType type = local(reader_.unsigned32("local"));
      stack_.pop(type);
      stack_.push(type);
      break;
    }
    case Rule::GlobalGet:
      stack_.push(global(reader_.unsigned32("global")).type);
      break;
    case Rule::GlobalSet:
      set_global();
      break;
    case Rule::MemoryAccess:
    case Rule::MemoryLaneAccess:
      access_memory(instruction);
      break;
    case Rule::Call:
    case Rule::CallIndirect:
    case Rule::ReturnCall:
    case Rule::ReturnCallIndirect:
      call(instruction);
      break;
    case Rule::Drop:
      stack_.pop_any();
      break;
    case Rule::Select:
      select();
      break;
    case Rule::SelectTyped:
      select_typed();
      break;
    case Rule::MemorySize:
    case Rule::MemoryGrow:
    case Rule::MemoryFill:
    case Rule::MemoryCopy:
    case Rule::MemoryInit:
    case Rule::DataDrop:
      bulk_memory(instruction);
      break;
    case Rule::TableGet:
    case Rule::TableSet:
    case Rule::TableSize:
    case Rule::TableGrow:
    case Rule::TableFill:
    case Rule::TableCopy:
    case Rule::TableInit:
    case Rule::ElementDrop:
      table(instruction);
      break;
    case Rule::RefNull:
    case Rule::RefIsNull:
    case Rule::RefFunc:
      reference(instruction);
      break;
    case Rule::Lane:
    case Rule::Shuffle:
      lane(instruction);
      break;
    case Rule::Unvalidated:
      proposals_.add(instruction.proposal, place_.offset());
      skips_ = true;
      break;
    case Rule::End:
      return stack_.close_block() ? Progress::Continue : Progress::Done;
    default:
      control(instruction);
      break;
  }
  return skips_ ? Progress::Done : Progress::Continue;
}

/// Pops the operands of the row, and pushes its result.
void BodyValidator::move_operands(const Instruction& instruction) {
  for (std::size_t i = instruction.operand_count; i-- > 0;) stack_.pop(instruction.operands[i]);
  if (instruction.result != ValueType::None) stack_.push(instruction.result);
}

void BodyValidator::constant(const Instruction& instruction, std::size_t bytes) {
  reader_.skip(bytes, "constant");
  stack_.push(instruction.result);
}

void BodyValidator::set_global() {
  const std::uint32_t index = reader_.unsigned32("global");
  const GlobalType& type = global(index);
  if (type.mutability == Mutability::Constant) place_.reject(fmt::format("global {} is constant", index));
  stack_.pop(type.type);
}

void BodyValidator::control(const Instruction& instruction) {
  switch (instruction.rule) {
    case Rule::Block:
      return stack_.open_block(BlockKind::Block, block_type());
    case Rule::Loop:
      return stack_.open_block(BlockKind::Loop, block_type());
    case Rule::If: {
      const FunctionType& type = block_type();
      stack_.pop(ValueType::I32);
      return stack_.open_block(BlockKind::If, type);
    }
    case Rule::Else:
      return stack_.open_else();
    case Rule::Branch:
      stack_.pop(stack_.label(reader_.unsigned32("depth of branch")));
      return stack_.set_unreachable();
    case Rule::BranchIf: {
      const ByteView types = stack_.label(reader_.unsigned32("depth of branch"));
      stack_.pop(ValueType::I32);
      stack_.pop(types);
      return stack_.push(types);
    }
    case Rule::BranchTable:
      return branch_table();
    case Rule::Return:
      stack_.pop(stack_.results());
      return stack_.set_unreachable();
    default:  // unreachable
      return stack_.set_unreachable();
  }
}

/// immediates := count:u32 depth:u32* default depth:u32
void BodyValidator::branch_table() {
  const std::uint32_t count =
      reader_.slow("branch targets", [](ByteReader& reader) { return read_count(reader, limits::branch_targets); });
  stack_.pop(ValueType::I32);
  ByteView last;
  for (std::uint32_t i = 0; i <= count; ++i) {
    const ByteView types = stack_.label(reader_.unsigned32("depth of branch"));
    if (i != 0 && types.size() != last.size()) place_.reject("its targets take different numbers of operands");
    // Of neighbours with the same types, one suffices.
    if (i == 0 || types.data() != last.data()) stack_.expect(types);
    last = types;
  }
  stack_.set_unreachable();
}

void BodyValidator::call(const Instruction& instruction) {
  const bool returns = instruction.rule == Rule::ReturnCall || instruction.rule == Rule::ReturnCallIndirect;
  const bool indirect = instruction.rule == Rule::CallIndirect || instruction.rule == Rule::ReturnCallIndirect;
  const std::uint32_t index = reader_.unsigned32(indirect ? "type of call" : "called function");
  require_index(index, indirect ? spaces_.types.size() : spaces_.functions.size(), indirect ? "type" : "function");
  const FunctionType& type = spaces_.types[indirect ? index : spaces_.functions[index]];
  if (indirect) {
    const TableType& table = table_type(reader_.unsigned32("table of call"));
    if (table.element != ValueType::FuncRef) place_.reject(fmt::format("its table contains {}", name(table.element)));
    stack_.pop(value_type(table.addresses));
  }
  stack_.pop(type.parameters);
  if (!returns) return stack_.push(type.results);
  proposals_.add(Proposal::TailCalls, place_.offset());
  if (!std::ranges::equal(type.results, stack_.results()))
    place_.reject("it returns the results of a function that has others");
  stack_.set_unreachable();
}

void BodyValidator::select() {
  stack_.pop(ValueType::I32);
  const ValueType second = stack_.pop_any();
  const ValueType first = stack_.pop_any();
  if (is_reference(first) || is_reference(second)) place_.reject("a select of references must name their type");
  if (first != second && first != ValueType::None && second != ValueType::None)
    place_.reject(fmt::format("its operands are {} and {}", name(first), name(second)));
  stack_.push(first == ValueType::None ? second : first);
}

/// immediates := 1:u32 type
void BodyValidator::select_typed() {
  if (reader_.unsigned32("number of types") != 1) place_.reject("it does not name one type");
  const ValueType type =
      read_type([&](ByteReader& reader) { return read_value_type(reader, proposals_, "type of select"); });
  if (skips_) return;
  stack_.pop(ValueType::I32);
  stack_.pop(type);
  stack_.pop(type);
  stack_.push(type);
}

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
  if (address == ValueType::I32 && offset > max_offset32)
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

/// block type := 0x40 | value type | type:s33, not negative
const FunctionType& BodyValidator::block_type() {
  constexpr std::uint8_t empty = 0x40, last_value_type = 0x7f;
  const std::uint8_t byte = reader_.at_end() ? reader_.byte("block type") : reader_.peek();
  if (byte == empty) {
    reader_.byte("block type");
    return no_operands;
  }
  if (byte > empty && byte <= last_value_type) {
    const ValueType result =
        read_type([&](ByteReader& reader) { return read_value_type(reader, proposals_, "block type"); });
    return skips_ ? no_operands : block_type_with_result(result);
  }
  const std::size_t start = reader_.offset();
  const std::int64_t type =
      reader_.slow("block type", [](ByteReader& reader) { return reader.signed33("block type"); });
  if (type < 0) place_.body->fail(start, "block type", "it is negative");
  require_index(static_cast<std::uint32_t>(type), spaces_.types.size(), "type");
  return spaces_.types[static_cast<std::size_t>(type)];
}

template <typename Read>
ValueType BodyValidator::read_type(Read read) {
  const ValueType type = reader_.slow("type", read);
  if (type == ValueType::None) skips_ = true;
  return type;
}

const GlobalType& BodyValidator::global(std::uint32_t index) const {
  require_index(index, spaces_.globals.size(), "global");
  return spaces_.globals[index];
}

const TableType& BodyValidator::table_type(std::uint32_t index) const {
  require_index(index, spaces_.tables.size(), "table");
  return spaces_.tables[index];
}

ValueType BodyValidator::address_of_memory(std::uint32_t index) const {
  if (index >= spaces_.memories.size())
    place_.reject(fmt::format("it uses memory {}, but the module has {} memories", index, spaces_.memories.size()));
  return value_type(spaces_.memories[index]);
}

void BodyValidator::require_index(std::uint32_t index, std::size_t count, const char* what) const {
  if (index >= count) place_.reject(fmt::format("it uses {} {}, but there are {}", what, index, with_thousands(count)));
}

std::uint32_t BodyValidator::data_segment() {
  const std::uint32_t segment = reader_.unsigned32("data segment");
  if (!spaces_.data_count) place_.reject("it needs a data count section, which the module lacks");
  require_index(segment, *spaces_.data_count, "data segment");
  return segment;
}

}  // namespace wasmpair

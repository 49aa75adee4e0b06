#include "wasm/body_validator.h"

#include <fmt/format.h>

#include "util/counts.h"
#include "wasm/limits.h"
#include "wasm/module_reader.h"

namespace wasmpair {

void BodyValidator::validate(const ByteReader& body, std::uint32_t function) {
  reader_ = InstructionReader(body);
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
      case Rule::LocalTee: {
        const ValueType type = local(reader_.unsigned32("local"));
        stack_.pop(type);
        stack_.push(type);
        continue;
      }
      case Rule::GlobalGet:
        stack_.push(global(reader_.unsigned32("global")).type);
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

void BodyValidator::require_index(std::uint32_t index, std::size_t count, const char* what) const {
  if (index >= count) place_.reject(fmt::format("it uses {} {}, but there are {}", what, index, with_thousands(count)));
}

}  // namespace wasmpair

#include "wasm/instruction_walk.h"

#include <fmt/format.h>

#include <algorithm>

#include "util/hex.h"
#include "wasm/module_reader.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

constexpr const char* size_field = "size of function body";
constexpr const char* body_field = "function body";

}  // namespace

std::uint32_t imported_functions(const Module& module) {
  return static_cast<std::uint32_t>(std::ranges::count(module.imports, ExternalKind::Function, &Import::kind));
}

FunctionBodies::Iterator FunctionBodies::begin() const {
  ByteReader reader = module_reader(module_.bytes, module_.file);
  const Section* code = module_.find_section(SectionId::Code);
  if (code == nullptr) return {reader, 0, 0, module_.file};
  reader.bytes(code->payload_offset, "the sections before the code section");
  ByteReader bodies = reader.region(code->payload_bytes, "the code section", "the code section");
  const std::uint32_t count = bodies.unsigned32("number of function bodies");
  return {bodies, count, imported_functions(module_), module_.file};
}

void FunctionBodies::Iterator::read() {
  const std::uint32_t size = reader_.unsigned32(size_field);
  body_.offset = reader_.offset();
  body_.bytes = reader_.bytes(size, body_field);
}

InstructionWalk::InstructionWalk(const FunctionBody& body)
    : reader_(ByteReader(body.bytes, {body.file, {}})), offset_(body.offset), file_(body.file) {
  first_ = reader_.position();
  read_locals();
}

/// locals := groups:u32 (count:u32 type)*
void InstructionWalk::read_locals() {
  local_groups_ = reader_.unsigned32("locals");
  local_groups_begin_ = position();
  for (std::uint32_t i = 0; i < local_groups_; ++i) {
    locals_ += reader_.unsigned32("number of locals");
    skip_type("type of local");
  }
  local_groups_end_ = position();
}

bool InstructionWalk::next() {
  if (reader_.at_end()) return false;
  instruction_.begin = position();
  const Instruction& row = read_opcode();
  instruction_.row = &row;
  read_immediates(row);
  instruction_.end = position();
  return true;
}

const Instruction& InstructionWalk::read_opcode() {
  const Instruction& row = instructions[reader_.byte("instruction")];
  if (row.rule != Rule::MiscellaneousPrefix && row.rule != Rule::VectorPrefix) return row;
  const bool is_vector = row.rule == Rule::VectorPrefix;
  const std::uint32_t opcode = reader_.unsigned32("instruction");
  if (opcode >= (is_vector ? vector_count : miscellaneous_count)) fail("it is not an opcode");
  return is_vector ? vector_instructions[opcode] : miscellaneous_instructions[opcode];
}

void InstructionWalk::read_immediates(const Instruction& row) {
  switch (row.rule) {
    case Rule::Branch:
    case Rule::BranchIf:
    case Rule::Call:
    case Rule::ReturnCall:
    case Rule::LocalGet:
    case Rule::LocalSet:
    case Rule::LocalTee:
    case Rule::GlobalGet:
    case Rule::GlobalSet:
    case Rule::TableGet:
    case Rule::TableSet:
    case Rule::TableSize:
    case Rule::TableGrow:
    case Rule::TableFill:
    case Rule::ElementDrop:
    case Rule::MemorySize:
    case Rule::MemoryGrow:
    case Rule::MemoryFill:
    case Rule::DataDrop:
    case Rule::RefFunc:
      instruction_.index = reader_.unsigned32("index");
      return;
    case Rule::CallIndirect:
    case Rule::ReturnCallIndirect:
    case Rule::TableCopy:
    case Rule::TableInit:
    case Rule::MemoryCopy:
    case Rule::MemoryInit:
      instruction_.index = reader_.unsigned32("index");
      instruction_.second_index = reader_.unsigned32("index");
      return;
    case Rule::Block:
    case Rule::Loop:
    case Rule::If:
      return read_block_type();
    case Rule::BranchTable:
      return read_labels();
    case Rule::MemoryAccess:
    case Rule::MemoryLaneAccess:
      return read_memory_immediates(row.rule);
    case Rule::Illegal:
    case Rule::Unvalidated:
      fail(row.rule == Rule::Illegal ? "it is not an opcode" : "it is of a proposal that wasmpair does not validate");
    default:
      return skip_immediates(row.rule);
  }
}

/// flags:u32 memory:u32? offset:u64 lane:byte?     flags: the alignment, and 0x40 if a memory is named
void InstructionWalk::read_memory_immediates(Rule rule) {
  constexpr std::uint32_t names_memory = 0x40;
  const std::uint32_t flags = reader_.unsigned32("alignment");
  instruction_.index = flags & names_memory ? reader_.unsigned32("memory") : 0;
  reader_.unsigned64("offset of memory access");
  if (rule == Rule::MemoryLaneAccess) reader_.byte("lane");
}

/// Skips what the walk does not give.
void InstructionWalk::skip_immediates(Rule rule) {
  switch (rule) {
    case Rule::I32Const:
      return reader_.skip_signed32("i32.const");
    case Rule::I64Const:
      return reader_.skip_signed64("i64.const");
    case Rule::F32Const:
      return reader_.skip(4, "constant");
    case Rule::F64Const:
      return reader_.skip(8, "constant");
    case Rule::V128Const:
    case Rule::Shuffle:
      return reader_.skip(16, "constant");
    case Rule::Lane:
      return reader_.skip(1, "lane");
    case Rule::SelectTyped:
      for (std::uint32_t types = reader_.unsigned32("number of types"); types > 0; --types) skip_type("type of select");
      return;
    case Rule::RefNull:
      return reader_.skip(1, "type of ref.null");
    default:
      return;  // no immediates
  }
}

/// block type := 0x40 | value type | type:s33, not negative
void InstructionWalk::read_block_type() {
  constexpr std::uint8_t empty = 0x40, last_value_type = 0x7f;
  BlockType& type = instruction_.block_type;
  type = {};
  const std::uint8_t byte = reader_.at_end() ? reader_.byte("block type") : reader_.peek();
  if (byte >= empty && byte <= last_value_type) {
    reader_.skip(1, "block type");
    if (byte == empty) return;
    type.form = BlockType::Form::Result;
    type.result = static_cast<ValueType>(byte);
    return;
  }
  type.form = BlockType::Form::Index;
  type.index = static_cast<std::uint32_t>(
      reader_.slow("block type", [](ByteReader& reader) { return reader.signed33("block type"); }));
}

/// count:u32 depth:u32* default depth:u32
void InstructionWalk::read_labels() {
  const std::uint32_t count = reader_.unsigned32("branch targets");
  const std::uint8_t* const labels = reader_.position();
  for (std::uint32_t i = 0; i < count; ++i) reader_.unsigned32("depth of branch");
  reader_.unsigned32("depth of branch");
  instruction_.labels = {labels, reader_.position()};
}

/// A value type of 2.0 is one byte.
void InstructionWalk::skip_type(std::string_view field) { reader_.skip(1, field); }

void InstructionWalk::fail(std::string_view reason) const {
  throw Error(fmt::format("{}:{}", file_, hex_offset(offset())), fmt::format("cannot read instruction: {}", reason),
              "Rebuild the module without proposals that browsers do not implement yet.");
}

}  // namespace wasmpair

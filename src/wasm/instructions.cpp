// The instructions without a prefix, and those after 0xfc.
#include "wasm/instructions.h"

#include "wasm/instruction_rows.h"

namespace wasmpair {
namespace {

constexpr InstructionRow control_rows[] = {
    {0x00, "unreachable", ":", Rule::Unreachable},
    {0x01, "nop"},
    {0x02, "block", ":", Rule::Block},
    {0x03, "loop", ":", Rule::Loop},
    {0x04, "if", "i:", Rule::If},
    {0x05, "else", ":", Rule::Else},
    {0x0b, "end", ":", Rule::End},
    {0x0c, "br", ":", Rule::Branch},
    {0x0d, "br_if", "i:", Rule::BranchIf},
    {0x0e, "br_table", "i:", Rule::BranchTable},
    {0x0f, "return", ":", Rule::Return},
    {0x10, "call", ":", Rule::Call},
    {0x11, "call_indirect", ":", Rule::CallIndirect},
    {0x12, "return_call", ":", Rule::ReturnCall},
    {0x13, "return_call_indirect", ":", Rule::ReturnCallIndirect},
    {0x1a, "drop", ":", Rule::Drop},
    {0x1b, "select", "i:", Rule::Select},
    {0x1c, "select", "i:", Rule::SelectTyped},
    {0xd0, "ref.null", ":", Rule::RefNull},
    {0xd1, "ref.is_null", ":i", Rule::RefIsNull},
    {0xd2, "ref.func", ":", Rule::RefFunc},
    {0xfc, "the instruction after 0xfc", ":", Rule::MiscellaneousPrefix},
    {0xfd, "the instruction after 0xfd", ":", Rule::VectorPrefix},
};

constexpr InstructionRow variable_rows[] = {
    {0x20, "local.get", ":", Rule::LocalGet},   {0x21, "local.set", ":", Rule::LocalSet},
    {0x22, "local.tee", ":", Rule::LocalTee},   {0x23, "global.get", ":", Rule::GlobalGet},
    {0x24, "global.set", ":", Rule::GlobalSet}, {0x25, "table.get", ":", Rule::TableGet},
    {0x26, "table.set", ":", Rule::TableSet},
};

constexpr InstructionRow memory_rows[] = {
    {0x28, "i32.load", ":i", Rule::MemoryAccess, 2},     {0x29, "i64.load", ":I", Rule::MemoryAccess, 3},
    {0x2a, "f32.load", ":f", Rule::MemoryAccess, 2},     {0x2b, "f64.load", ":F", Rule::MemoryAccess, 3},
    {0x2c, "i32.load8_s", ":i", Rule::MemoryAccess, 0},  {0x2d, "i32.load8_u", ":i", Rule::MemoryAccess, 0},
    {0x2e, "i32.load16_s", ":i", Rule::MemoryAccess, 1}, {0x2f, "i32.load16_u", ":i", Rule::MemoryAccess, 1},
    {0x30, "i64.load8_s", ":I", Rule::MemoryAccess, 0},  {0x31, "i64.load8_u", ":I", Rule::MemoryAccess, 0},
    {0x32, "i64.load16_s", ":I", Rule::MemoryAccess, 1}, {0x33, "i64.load16_u", ":I", Rule::MemoryAccess, 1},
    {0x34, "i64.load32_s", ":I", Rule::MemoryAccess, 2}, {0x35, "i64.load32_u", ":I", Rule::MemoryAccess, 2},
    {0x36, "i32.store", "i:", Rule::MemoryAccess, 2},    {0x37, "i64.store", "I:", Rule::MemoryAccess, 3},
    {0x38, "f32.store", "f:", Rule::MemoryAccess, 2},    {0x39, "f64.store", "F:", Rule::MemoryAccess, 3},
    {0x3a, "i32.store8", "i:", Rule::MemoryAccess, 0},   {0x3b, "i32.store16", "i:", Rule::MemoryAccess, 1},
    {0x3c, "i64.store8", "I:", Rule::MemoryAccess, 0},   {0x3d, "i64.store16", "I:", Rule::MemoryAccess, 1},
    {0x3e, "i64.store32", "I:", Rule::MemoryAccess, 2},  {0x3f, "memory.size", ":", Rule::MemorySize},
    {0x40, "memory.grow", ":", Rule::MemoryGrow},        {0x41, "i32.const", ":i", Rule::I32Const},
    {0x42, "i64.const", ":I", Rule::I64Const},           {0x43, "f32.const", ":f", Rule::F32Const},
    {0x44, "f64.const", ":F", Rule::F64Const},
};

constexpr InstructionRow integer_rows[] = {
    {0x45, "i32.eqz", "i:i"},    {0x46, "i32.eq", "ii:i"},    {0x47, "i32.ne", "ii:i"},    {0x48, "i32.lt_s", "ii:i"},
    {0x49, "i32.lt_u", "ii:i"},  {0x4a, "i32.gt_s", "ii:i"},  {0x4b, "i32.gt_u", "ii:i"},  {0x4c, "i32.le_s", "ii:i"},
    {0x4d, "i32.le_u", "ii:i"},  {0x4e, "i32.ge_s", "ii:i"},  {0x4f, "i32.ge_u", "ii:i"},  {0x50, "i64.eqz", "I:i"},
    {0x51, "i64.eq", "II:i"},    {0x52, "i64.ne", "II:i"},    {0x53, "i64.lt_s", "II:i"},  {0x54, "i64.lt_u", "II:i"},
    {0x55, "i64.gt_s", "II:i"},  {0x56, "i64.gt_u", "II:i"},  {0x57, "i64.le_s", "II:i"},  {0x58, "i64.le_u", "II:i"},
    {0x59, "i64.ge_s", "II:i"},  {0x5a, "i64.ge_u", "II:i"},  {0x67, "i32.clz", "i:i"},    {0x68, "i32.ctz", "i:i"},
    {0x69, "i32.popcnt", "i:i"}, {0x6a, "i32.add", "ii:i"},   {0x6b, "i32.sub", "ii:i"},   {0x6c, "i32.mul", "ii:i"},
    {0x6d, "i32.div_s", "ii:i"}, {0x6e, "i32.div_u", "ii:i"}, {0x6f, "i32.rem_s", "ii:i"}, {0x70, "i32.rem_u", "ii:i"},
    {0x71, "i32.and", "ii:i"},   {0x72, "i32.or", "ii:i"},    {0x73, "i32.xor", "ii:i"},   {0x74, "i32.shl", "ii:i"},
    {0x75, "i32.shr_s", "ii:i"}, {0x76, "i32.shr_u", "ii:i"}, {0x77, "i32.rotl", "ii:i"},  {0x78, "i32.rotr", "ii:i"},
    {0x79, "i64.clz", "I:I"},    {0x7a, "i64.ctz", "I:I"},    {0x7b, "i64.popcnt", "I:I"}, {0x7c, "i64.add", "II:I"},
    {0x7d, "i64.sub", "II:I"},   {0x7e, "i64.mul", "II:I"},   {0x7f, "i64.div_s", "II:I"}, {0x80, "i64.div_u", "II:I"},
    {0x81, "i64.rem_s", "II:I"}, {0x82, "i64.rem_u", "II:I"}, {0x83, "i64.and", "II:I"},   {0x84, "i64.or", "II:I"},
    {0x85, "i64.xor", "II:I"},   {0x86, "i64.shl", "II:I"},   {0x87, "i64.shr_s", "II:I"}, {0x88, "i64.shr_u", "II:I"},
    {0x89, "i64.rotl", "II:I"},  {0x8a, "i64.rotr", "II:I"},
};

constexpr InstructionRow float_rows[] = {
    {0x5b, "f32.eq", "ff:i"},       {0x5c, "f32.ne", "ff:i"},       {0x5d, "f32.lt", "ff:i"},
    {0x5e, "f32.gt", "ff:i"},       {0x5f, "f32.le", "ff:i"},       {0x60, "f32.ge", "ff:i"},
    {0x61, "f64.eq", "FF:i"},       {0x62, "f64.ne", "FF:i"},       {0x63, "f64.lt", "FF:i"},
    {0x64, "f64.gt", "FF:i"},       {0x65, "f64.le", "FF:i"},       {0x66, "f64.ge", "FF:i"},
    {0x8b, "f32.abs", "f:f"},       {0x8c, "f32.neg", "f:f"},       {0x8d, "f32.ceil", "f:f"},
    {0x8e, "f32.floor", "f:f"},     {0x8f, "f32.trunc", "f:f"},     {0x90, "f32.nearest", "f:f"},
    {0x91, "f32.sqrt", "f:f"},      {0x92, "f32.add", "ff:f"},      {0x93, "f32.sub", "ff:f"},
    {0x94, "f32.mul", "ff:f"},      {0x95, "f32.div", "ff:f"},      {0x96, "f32.min", "ff:f"},
    {0x97, "f32.max", "ff:f"},      {0x98, "f32.copysign", "ff:f"}, {0x99, "f64.abs", "F:F"},
    {0x9a, "f64.neg", "F:F"},       {0x9b, "f64.ceil", "F:F"},      {0x9c, "f64.floor", "F:F"},
    {0x9d, "f64.trunc", "F:F"},     {0x9e, "f64.nearest", "F:F"},   {0x9f, "f64.sqrt", "F:F"},
    {0xa0, "f64.add", "FF:F"},      {0xa1, "f64.sub", "FF:F"},      {0xa2, "f64.mul", "FF:F"},
    {0xa3, "f64.div", "FF:F"},      {0xa4, "f64.min", "FF:F"},      {0xa5, "f64.max", "FF:F"},
    {0xa6, "f64.copysign", "FF:F"},
};

constexpr InstructionRow conversion_rows[] = {
    {0xa7, "i32.wrap_i64", "I:i"},        {0xa8, "i32.trunc_f32_s", "f:i"},     {0xa9, "i32.trunc_f32_u", "f:i"},
    {0xaa, "i32.trunc_f64_s", "F:i"},     {0xab, "i32.trunc_f64_u", "F:i"},     {0xac, "i64.extend_i32_s", "i:I"},
    {0xad, "i64.extend_i32_u", "i:I"},    {0xae, "i64.trunc_f32_s", "f:I"},     {0xaf, "i64.trunc_f32_u", "f:I"},
    {0xb0, "i64.trunc_f64_s", "F:I"},     {0xb1, "i64.trunc_f64_u", "F:I"},     {0xb2, "f32.convert_i32_s", "i:f"},
    {0xb3, "f32.convert_i32_u", "i:f"},   {0xb4, "f32.convert_i64_s", "I:f"},   {0xb5, "f32.convert_i64_u", "I:f"},
    {0xb6, "f32.demote_f64", "F:f"},      {0xb7, "f64.convert_i32_s", "i:F"},   {0xb8, "f64.convert_i32_u", "i:F"},
    {0xb9, "f64.convert_i64_s", "I:F"},   {0xba, "f64.convert_i64_u", "I:F"},   {0xbb, "f64.promote_f32", "f:F"},
    {0xbc, "i32.reinterpret_f32", "f:i"}, {0xbd, "i64.reinterpret_f64", "F:I"}, {0xbe, "f32.reinterpret_i32", "i:f"},
    {0xbf, "f64.reinterpret_i64", "I:F"}, {0xc0, "i32.extend8_s", "i:i"},       {0xc1, "i32.extend16_s", "i:i"},
    {0xc2, "i64.extend8_s", "I:I"},       {0xc3, "i64.extend16_s", "I:I"},      {0xc4, "i64.extend32_s", "I:I"},
};

constexpr InstructionRow miscellaneous_rows[] = {
    {0, "i32.trunc_sat_f32_s", "f:i"},          {1, "i32.trunc_sat_f32_u", "f:i"},
    {2, "i32.trunc_sat_f64_s", "F:i"},          {3, "i32.trunc_sat_f64_u", "F:i"},
    {4, "i64.trunc_sat_f32_s", "f:I"},          {5, "i64.trunc_sat_f32_u", "f:I"},
    {6, "i64.trunc_sat_f64_s", "F:I"},          {7, "i64.trunc_sat_f64_u", "F:I"},
    {8, "memory.init", ":", Rule::MemoryInit},  {9, "data.drop", ":", Rule::DataDrop},
    {10, "memory.copy", ":", Rule::MemoryCopy}, {11, "memory.fill", ":", Rule::MemoryFill},
    {12, "table.init", ":", Rule::TableInit},   {13, "elem.drop", ":", Rule::ElementDrop},
    {14, "table.copy", ":", Rule::TableCopy},   {15, "table.grow", ":", Rule::TableGrow},
    {16, "table.size", ":", Rule::TableSize},   {17, "table.fill", ":", Rule::TableFill},
};

constexpr UnvalidatedRange unvalidated_ranges[] = {
    {0x06, 0x07, "the exception instruction", Proposal::LegacyExceptionHandling},  // try, catch
    {0x08, 0x08, "throw", Proposal::ExceptionHandling},
    {0x09, 0x09, "rethrow", Proposal::LegacyExceptionHandling},
    {0x0a, 0x0a, "throw_ref", Proposal::ExceptionHandling},
    {0x14, 0x15, "the call of a reference", Proposal::TypedFunctionReferences},    // call_ref, return_call_ref
    {0x18, 0x19, "the exception instruction", Proposal::LegacyExceptionHandling},  // delegate, catch_all
    {0x1f, 0x1f, "try_table", Proposal::ExceptionHandling},
    {0xd3, 0xd3, "ref.eq", Proposal::GarbageCollection},
    {0xd4, 0xd6, "the reference instruction", Proposal::TypedFunctionReferences},  // ref.as_non_null, br_on_…null
    {0xe0, 0xe6, "the continuation instruction", Proposal::StackSwitching},
    {0xfb, 0xfb, "the instruction after 0xfb", Proposal::GarbageCollection},
    {0xfe, 0xfe, "the atomic instruction", Proposal::Threads},
};

constexpr std::array<Instruction, 256> table_of_instructions() {
  std::array<Instruction, 256> table{};
  fill(table, std::span(control_rows));
  fill(table, std::span(variable_rows));
  fill(table, std::span(memory_rows));
  fill(table, std::span(integer_rows));
  fill(table, std::span(float_rows));
  fill(table, std::span(conversion_rows));
  fill(table, std::span(unvalidated_ranges));
  return table;
}

constexpr std::array<Instruction, miscellaneous_count> table_of_miscellaneous() {
  std::array<Instruction, miscellaneous_count> table{};
  fill(table, std::span(miscellaneous_rows));
  return table;
}

}  // namespace

constexpr std::array<Instruction, 256> instructions = table_of_instructions();
constexpr std::array<Instruction, miscellaneous_count> miscellaneous_instructions = table_of_miscellaneous();

}  // namespace wasmpair

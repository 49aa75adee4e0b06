#include "wasm/constant_expression.h"

#include <fmt/format.h>

#include <boost/container/small_vector.hpp>

#include "util/counts.h"
#include "wasm/instructions.h"
#include "wasm/module_reader.h"

namespace wasmpair {
namespace {

enum Opcode : std::uint8_t {
  I32Add = 0x6a,
  I32Sub = 0x6b,
  I32Mul = 0x6c,
  I64Add = 0x7c,
  I64Sub = 0x7d,
  I64Mul = 0x7e,
  VectorPrefix = 0xfd,
};
constexpr std::uint32_t v128_const = 12;

bool is_arithmetic(std::uint8_t opcode) {
  return (opcode >= I32Add && opcode <= I32Mul) || (opcode >= I64Add && opcode <= I64Mul);
}

/// Reads one expression.
class ExpressionReader {
 public:
  ExpressionReader(ByteReader& reader, ModuleDraft& draft, std::string_view field)
      : reader_(reader), draft_(draft), field_(field), start_(reader.offset()) {}

  std::optional<ConstantExpression> run(ValueType type) {
    for (std::size_t count = 0;; ++count) {
      const std::size_t at = reader_.offset();
      const std::uint8_t opcode = reader_.byte(field_);
      const Instruction& instruction = instructions[opcode];
      if (instruction.rule == Rule::End) {
        expect_result(type);
        return ConstantExpression{count == 1 ? i32_ : std::nullopt};
      }
      if (instruction.rule == Rule::Unvalidated) {
        draft_.proposals.add(instruction.proposal, at);
        reader_.bytes(reader_.remaining(), field_);
        return std::nullopt;
      }
      step(opcode, instruction, at);
    }
  }

 private:
  void step(std::uint8_t opcode, const Instruction& instruction, std::size_t at) {
    switch (instruction.rule) {
      case Rule::I32Const:
        i32_ = static_cast<std::uint32_t>(reader_.signed32(field_));
        return push(ValueType::I32);
      case Rule::I64Const:
        reader_.signed64(field_);
        return push(ValueType::I64);
      case Rule::F32Const:
        reader_.bytes(4, field_);
        return push(ValueType::F32);
      case Rule::F64Const:
        reader_.bytes(8, field_);
        return push(ValueType::F64);
      case Rule::RefNull:
        return push(read_heap_type(reader_, draft_.proposals, field_));
      case Rule::RefFunc:
        return push_function();
      case Rule::GlobalGet:
        return push_global();
      default:
        break;
    }
    if (opcode == VectorPrefix && reader_.unsigned32(field_) == v128_const) {
      reader_.bytes(16, field_);
      return push(ValueType::V128);
    }
    if (!is_arithmetic(opcode)) reader_.fail(at, field_, fmt::format("it cannot contain opcode {:#04x}", opcode));
    draft_.proposals.add(Proposal::ExtendedConstants, at);
    pop(instruction.operands[1]);
    pop(instruction.operands[0]);
    push(instruction.result);
  }

  void push_function() {
    const std::size_t at = reader_.offset();
    const std::uint32_t index = reader_.unsigned32(field_);
    if (index >= draft_.functions())
      reader_.fail(
          at, field_,
          fmt::format("it names function {}, but the module has {}", index, count_of(draft_.functions(), "function")));
    draft_.refer_to_function(index);
    push(ValueType::FuncRef);
  }

  /// 2.0 allows imported globals only; 3.0 any that is defined earlier.
  void push_global() {
    const std::size_t at = reader_.offset();
    const std::uint32_t index = reader_.unsigned32(field_);
    const std::vector<GlobalType>& globals = draft_.spaces.globals;
    if (index >= globals.size())
      reader_.fail(
          at, field_,
          fmt::format("it reads global {}, but there are {} before it", index, with_thousands(globals.size())));
    if (globals[index].mutability == Mutability::Variable)
      reject(reader_, at, field_, fmt::format("it reads global {}, which is variable", index));
    if (index >= draft_.spaces.imported_globals) draft_.proposals.add(Proposal::ExtendedConstants, at);
    push(globals[index].type);
  }

  void push(ValueType type) { operands_.push_back(type); }

  void pop(ValueType expected) {
    if (operands_.empty()) reject(reader_, start_, field_, "an operand is missing");
    if (!matches(operands_.back(), expected))
      reject(reader_, start_, field_, fmt::format("an operand is {}, not {}", name(operands_.back()), name(expected)));
    operands_.pop_back();
  }

  void expect_result(ValueType type) {
    if (operands_.empty()) reader_.fail(start_, field_, "it is empty");
    pop(type);
    if (!operands_.empty()) reject(reader_, start_, field_, "it gives more than one value");
  }

  static bool matches(ValueType type, ValueType expected) {
    return type == expected || type == ValueType::None || expected == ValueType::None;
  }

  ByteReader& reader_;
  ModuleDraft& draft_;
  std::string_view field_;
  std::size_t start_;
  boost::container::small_vector<ValueType, 8> operands_;
  std::optional<std::uint32_t> i32_;
};

}  // namespace

std::optional<ConstantExpression> read_constant_expression(ByteReader& reader, ModuleDraft& draft, ValueType type,
                                                           std::string_view field) {
  return ExpressionReader(reader, draft, field).run(type);
}

}  // namespace wasmpair

// Validates the body of a function by types.
#pragma once

#include <cstdint>
#include <vector>

#include "util/byte_reader.h"
#include "wasm/draft.h"
#include "wasm/instruction_reader.h"
#include "wasm/instructions.h"
#include "wasm/operand_stack.h"

namespace wasmpair {

/// Validates bodies one after the other (WebAssembly Core Specification 3.0, appendix A.3), in time linear in their
/// size and without allocating once its stacks are large enough.
class BodyValidator {
 public:
  /// spaces: of the module, without types that wasmpair does not validate; must outlive the validator.
  explicit BodyValidator(const IndexSpaces& spaces) : spaces_(spaces), stack_(place_) {}

  /// Throws Error if the body of that function is malformed or invalid. A body that uses a proposal that wasmpair does
  /// not validate is validated up to there.
  void validate(const ByteReader& body, std::uint32_t function);

  /// What the bodies use so far.
  const ProposalUses& proposals() const { return proposals_; }

 private:
  enum class Progress { Continue, Done };

  void read_locals(const FunctionType& type);
  void run();
  Progress step(const Instruction& instruction);
  const Instruction& without_prefix(const Instruction& instruction);
  const Instruction& prefixed(const Instruction* table, std::size_t count);

  void move_operands(const Instruction& instruction);
  void constant(const Instruction& instruction, std::size_t bytes);
  void set_global();
  void control(const Instruction& instruction);
  void branch_table();
  void call(const Instruction& instruction);
  void select();
  void select_typed();
  void access_memory(const Instruction& instruction);
  void bulk_memory(const Instruction& instruction);
  void table(const Instruction& instruction);
  void reference(const Instruction& instruction);
  void lane(const Instruction& instruction);

  const FunctionType& block_type();
  ValueType local(std::uint32_t index) const {
    if (index >= locals_.size()) require_index(index, locals_.size(), "local");
    return locals_[index];
  }
  const GlobalType& global(std::uint32_t index) const {
    if (index >= spaces_.globals.size()) require_index(index, spaces_.globals.size(), "global");
    return spaces_.globals[index];
  }
  const TableType& table_type(std::uint32_t index) const;
  ValueType address_of_memory(std::uint32_t index) const;
  /// An index that the instruction may use only if count is above it. what: "table", for messages.
  void require_index(std::uint32_t index, std::size_t count, const char* what) const;
  std::uint32_t data_segment();
  /// Value types and heap types are read by the same functions as in sections.
  template <typename Read>
  ValueType read_type(Read read) {
    const ValueType type = reader_.slow("type", read);
    if (type == ValueType::None) skips_ = true;
    return type;
  }

  const IndexSpaces& spaces_;
  InstructionPlace place_;
  InstructionReader reader_;
  OperandStack stack_;
  std::vector<ValueType> locals_;
  ProposalUses proposals_;
  bool skips_ = false;  // a proposal was met that ends the validation of the body
};

}  // namespace wasmpair

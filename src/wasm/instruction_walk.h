// Walks over the function bodies of a module that was validated, and over their instructions.
#pragma once

#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>

#include "util/byte_reader.h"
#include "wasm/instruction_reader.h"
#include "wasm/instructions.h"
#include "wasmpair/module.h"

namespace wasmpair {

/// A body of the code section: the locals and the instructions, without the size before them.
struct FunctionBody {
  std::uint32_t function = 0;  ///< In the index space of functions, imports first.
  std::size_t offset = 0;      ///< Of the first byte, in the file.
  ByteView bytes;
  std::string_view file;  ///< The name of the module, for messages.
};

/// The bodies of a module in the order of the file; none if it has no code section:
///   for (const FunctionBody& body : FunctionBodies(module))
/// The module and its bytes must outlive them. Reading one throws Error if the section is malformed, which a section
/// that read_module accepted is not.
class FunctionBodies {
 public:
  class Iterator {
   public:
    using difference_type = std::ptrdiff_t;
    using value_type = FunctionBody;

    Iterator(const ByteReader& reader, std::uint32_t bodies, std::uint32_t first_function, std::string_view file)
        : reader_(reader), left_(bodies) {
      body_.function = first_function;
      body_.file = file;
      if (left_ != 0) read();
    }

    const FunctionBody& operator*() const { return body_; }
    const FunctionBody* operator->() const { return &body_; }
    Iterator& operator++() {
      ++body_.function;
      if (--left_ != 0) read();
      return *this;
    }
    void operator++(int) { ++*this; }
    bool operator==(std::default_sentinel_t) const { return left_ == 0; }

   private:
    void read();

    ByteReader reader_;  // after body_
    std::uint32_t left_;
    FunctionBody body_;
  };

  explicit FunctionBodies(const Module& module) : module_(module) {}

  Iterator begin() const;
  std::default_sentinel_t end() const { return {}; }

 private:
  const Module& module_;
};

/// The number of functions that the module imports: the index of the first function that it defines.
std::uint32_t imported_functions(const Module& module);

/// block type := 0x40 | value type | type:s33
struct BlockType {
  enum class Form : std::uint8_t { Empty, Result, Index };
  Form form = Form::Empty;
  ValueType result = ValueType::None;  ///< Of Result.
  std::uint32_t index = 0;             ///< Of Index: a function type.
};

/// An instruction with its immediates. Which of these have a meaning depends on row->rule.
struct WalkedInstruction {
  const Instruction* row = nullptr;  ///< Never a prefix: the row of the complete opcode.
  std::size_t begin = 0;             ///< Of its first byte, in the bytes of the body.
  std::size_t end = 0;               ///< One past its last byte.

  /// The function of a call or ref.func; the type of an indirect call; the local, global or table of an instruction on
  /// one; the memory of memory.* and of a load or store; the element segment of table.init and elem.drop; the data
  /// segment of memory.init and data.drop; the depth of the label of br and br_if.
  std::uint32_t index = 0;
  /// The table of an indirect call and of table.init, the memory of memory.init, the source of table.copy and
  /// memory.copy.
  std::uint32_t second_index = 0;
  BlockType block_type;  ///< Of block, loop and if.
  ByteView labels;       ///< Of br_table: the depths, the default last, in LEB128. See for_each_label.
};

/// Calls visit(std::uint32_t depth) for each label of a br, br_if or br_table.
template <typename Visit>
void for_each_label(const WalkedInstruction& branch, Visit visit) {
  if (branch.row->rule != Rule::BranchTable) return visit(branch.index);
  ByteReader labels(branch.labels, {});
  while (!labels.at_end()) visit(labels.unsigned32("depth of branch"));
}

/// Visits the instructions of a body one after the other, in time linear in its size and without allocating:
///   for (InstructionWalk walk(body); walk.next();) use(walk.instruction());
/// The last instruction is the `end` of the function.
class InstructionWalk {
 public:
  /// Reads the locals. body: of a module that was validated; its bytes must outlive the walk. Throws Error if they
  /// cannot be read.
  explicit InstructionWalk(const FunctionBody& body);

  /// Reads the next instruction; false after the last. Throws Error at an instruction of a proposal that wasmpair does
  /// not validate; the proposals of the module tell beforehand whether there are any.
  bool next();

  const WalkedInstruction& instruction() const { return instruction_; }
  /// Of the first byte of the instruction, in the file.
  std::size_t offset() const { return offset_ + instruction_.begin; }

  /// How many groups of locals the body declares, how many locals they are together (parameters do not count), and
  /// where in its bytes the groups begin (after their count) and end.
  std::uint32_t local_groups() const { return local_groups_; }
  std::uint32_t locals() const { return locals_; }
  std::size_t local_groups_begin() const { return local_groups_begin_; }
  std::size_t local_groups_end() const { return local_groups_end_; }

 private:
  std::size_t position() const { return static_cast<std::size_t>(reader_.position() - first_); }
  void read_locals();
  const Instruction& read_opcode();
  void read_immediates(const Instruction& row);
  void read_memory_immediates(Rule rule);
  void skip_immediates(Rule rule);
  void read_block_type();
  void read_labels();
  void skip_type(std::string_view field);
  [[noreturn]] void fail(std::string_view reason) const;

  InstructionReader reader_;
  const std::uint8_t* first_ = nullptr;
  std::size_t offset_ = 0;
  std::string_view file_;
  WalkedInstruction instruction_;
  std::uint32_t local_groups_ = 0;
  std::uint32_t locals_ = 0;
  std::size_t local_groups_begin_ = 0;
  std::size_t local_groups_end_ = 0;
};

}  // namespace wasmpair

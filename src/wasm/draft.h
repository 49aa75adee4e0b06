// A module during reading: the result so far, and state that is needed only until the end.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "util/byte_reader.h"
#include "wasm/proposals.h"
#include "wasm/value_types.h"
#include "wasmpair/module.h"

namespace wasmpair {

struct TableType {
  ValueType element = ValueType::FuncRef;
  AddressType addresses = AddressType::I32;
  TableLimits limits;
};

enum class Mutability : std::uint8_t { Constant = 0, Variable = 1 };

struct GlobalType {
  ValueType type = ValueType::I32;
  Mutability mutability = Mutability::Constant;
};

/// What indices refer to, imports first (WebAssembly Core Specification 3.0, 2.5.1 and 3.1.1).
struct IndexSpaces {
  std::vector<FunctionType> types;
  std::vector<std::uint32_t> functions;  ///< Type indices.
  std::uint32_t imported_functions = 0;
  std::vector<TableType> tables;
  std::uint32_t imported_tables = 0;
  std::vector<AddressType> memories;
  std::vector<GlobalType> globals;
  std::uint32_t imported_globals = 0;
  std::uint32_t tags = 0;
  std::size_t other_types = 0;              ///< How many of the types are not function types.
  std::vector<ValueType> elements;          ///< The types of the element segments.
  std::optional<std::uint32_t> data_count;  ///< From the data count section.
  /// Of each function, whether something other than a function body refers to it: ref.func may name only those.
  std::vector<bool> referenced_functions;
};

/// Consecutive function bodies, with their sizes.
struct BodyChunk {
  ByteReader bodies;
  std::uint32_t first_function;
};

struct ModuleDraft {
  Module module;
  IndexSpaces spaces;
  ProposalUses proposals;
  std::vector<BodyChunk> bodies;

  /// Imported and defined functions together.
  std::size_t functions() const { return spaces.functions.size(); }

  const FunctionType& type_of_function(std::uint32_t index) const { return spaces.types[spaces.functions[index]]; }

  /// Adds a memory that is imported or defined at that offset.
  void add_memory(const MemoryLimits& memory, std::size_t offset) {
    spaces.memories.push_back(memory.addresses);
    if (spaces.memories.size() > 1) proposals.add(Proposal::MultipleMemories, offset);
  }

  /// Adds a table that is imported or defined.
  void add_table(const TableType& table) {
    spaces.tables.push_back(table);
    module.tables.push_back(table.limits);
  }

  /// Marks a function as referenced outside of function bodies; index: below functions().
  void refer_to_function(std::uint32_t index) {
    if (spaces.referenced_functions.size() < functions()) spaces.referenced_functions.resize(functions());
    spaces.referenced_functions[index] = true;
  }
};

}  // namespace wasmpair

// The option table as rows, from which completions and the manual page are written.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "cli/command.h"

namespace wasmpair {

enum class Repetition { Once, Repeatable };

struct OptionRow {
  std::string name;        ///< "--output"
  std::string short_name;  ///< "-o", or "" without one.
  std::string value;       ///< Its placeholder, "FILE"; "" for an option without a value.
  std::string summary;     ///< As in the help; may have several lines.
  Repetition repetition = Repetition::Once;
};

struct OptionGroup {
  std::string title;  ///< "What to write"
  std::vector<OptionRow> options;
};

/// A command's options, in groups and in the order of the help.
std::vector<OptionGroup> option_groups(const Command& command);

/// The same without the groups.
std::vector<OptionRow> option_rows(const Command& command);

/// The placeholder of a command's first operand: "MODULE.wasm" of `pack MODULE.wasm … --out DIR`, "ID" of `explain
/// [ID]`.
std::string operand_placeholder(const Command& command);

/// Every placeholder in the options and operands of all commands.
std::set<std::string> placeholders_in_use();

}  // namespace wasmpair

// The values that the placeholders of the help stand for, so that shells can complete them: one row each.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wasmpair {

enum class PlaceholderKind {
  Text,  ///< Anything: shells offer nothing.
  File,  ///< With the given ending, if there is one.
  Directory,
  Program,    ///< A file, or the name of a command.
  Word,       ///< One of the words.
  WordList,   ///< Some of the words, separated by commas.
  Beginning,  ///< One of the words, followed by more text.
};

/// True for paths.
constexpr bool is_of_files(PlaceholderKind kind) {
  return kind == PlaceholderKind::File || kind == PlaceholderKind::Directory || kind == PlaceholderKind::Program;
}

struct ChoiceWord {
  std::string word;     ///< Letters, digits, "-" and "=".
  std::string summary;  ///< A line, or "".
};

struct Placeholder {
  std::string name;  ///< "LEVEL"
  PlaceholderKind kind = PlaceholderKind::Text;
  std::string ending;             ///< ".wasm", or "".
  std::vector<ChoiceWord> words;  ///< In the order of the help.
};

/// The row of a placeholder, or nothing. One with an ending, such as OLD.json, is a file with that ending.
std::optional<Placeholder> find_placeholder(std::string_view name);

/// The name of a script's function for a placeholder: "ENC=SIZE" -> "enc_size".
std::string function_name_of(std::string_view placeholder);

}  // namespace wasmpair

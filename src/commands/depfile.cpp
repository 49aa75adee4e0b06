// depfile = path ":" *( " \" LF "  " path ) LF *( LF path ":" LF )
// path    = *( plain / "\ " / "\#" / "$$" )
// plain   = ALPHA / DIGIT / any of +,-./@_!(){}~% / %x80-FF
//
// Make has no escape for a line end, which begins a rule or a recipe, nor for ";", "=", "|" and quotes that shells
// obey; wildcards and "~" are expanded; Ninja reads fewer characters still. tests/cli/hostile_values.test.mjs asks
// both.
#include "commands/depfile.h"

#include <algorithm>

#include "util/ascii.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

bool is_plain(char c) {
  constexpr std::string_view marks = "+,-./@_!(){}~%";
  return is_alphanumeric(c) || static_cast<unsigned char>(c) >= 0x80 || marks.find(c) != marks.npos;
}

bool is_escaped(char c) { return c == ' ' || c == '#' || c == '$'; }

/// True for ".SILENT" and ".c.o": without a directory, make takes them for special targets and suffix rules.
bool is_special_target(std::string_view path) {
  while (path.starts_with("./")) path.remove_prefix(2);
  return path.starts_with('.') && path.find('/') == path.npos;
}

/// A path that make would take for something of its own, an archive's member, a home directory or, where the Makefile
/// asks for a second expansion, for a function call.
bool has_other_meaning(std::string_view path) {
  return path.empty() || path.front() == '~' || path.back() == ' ' || path.back() == ')' ||
         path.find("$(") != path.npos || path.find("${") != path.npos || is_special_target(path);
}

/// True if a rule for the path would be one for every file of that form.
bool is_pattern(std::string_view path) { return path.find('%') != path.npos; }

[[noreturn]] void fail(const std::string& path) {
  throw Error(path, "cannot be listed in a dependency file: make or Ninja would read it as something else",
              "Rename it, or omit --depfile. Letters, digits, spaces and any of +,-./@_!#{} are safe.");
}

void expect_path(const std::string& path) {
  if (has_other_meaning(path) || !std::ranges::all_of(path, [](char c) { return is_plain(c) || is_escaped(c); }))
    fail(path);
}

std::string escape(const std::string& path) {
  std::string escaped;
  for (char c : path) {
    if (c == ' ' || c == '#') escaped += '\\';
    if (c == '$') escaped += '$';
    escaped += c;
  }
  return escaped;
}

}  // namespace

std::string depfile_text(const std::string& target, std::vector<std::string> inputs) {
  std::ranges::sort(inputs);
  inputs.erase(std::unique(inputs.begin(), inputs.end()), inputs.end());
  expect_path(target);
  if (is_pattern(target)) fail(target);
  std::ranges::for_each(inputs, expect_path);
  std::string text = escape(target) + ":";
  for (const std::string& input : inputs) text += " \\\n  " + escape(input);
  text += "\n";
  // An empty rule for each: an input that is missing, as after an update of Go, is then a change, not an error.
  for (const std::string& input : inputs)
    if (!is_pattern(input)) text += "\n" + escape(input) + ":\n";
  return text;
}

}  // namespace wasmpair

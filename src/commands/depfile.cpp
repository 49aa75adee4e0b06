#include "commands/depfile.h"

#include <algorithm>

namespace wasmpair {
namespace {

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
  std::string text = escape(target) + ":";
  for (const std::string& input : inputs) text += " \\\n  " + escape(input);
  text += "\n";
  // An empty rule for each: an input that is missing, as after an update of Go, is then a change, not an error.
  for (const std::string& input : inputs) text += "\n" + escape(input) + ":\n";
  return text;
}

}  // namespace wasmpair

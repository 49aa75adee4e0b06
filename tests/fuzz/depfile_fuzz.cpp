// Fuzzes the dependency file: what is written is read as the same target and the same inputs, or refused.
#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "commands/depfile.h"
#include "fuzz/require.h"
#include "util/ascii.h"
#include "util/text_bytes.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

/// The paths of a rule's line, as make reads them: words, unescaped. No character of them has another meaning to make.
std::vector<std::string> read_words(std::string_view line) {
  constexpr std::string_view meanings = "\t\r\n\v\f\0;=|&*?[]<>\"'`\\:^";
  std::vector<std::string> words(1);
  for (std::size_t i = 0; i < line.size(); ++i) {
    const bool escapes = i + 1 < line.size() && ((line[i] == '\\' && (line[i + 1] == ' ' || line[i + 1] == '#')) ||
                                                 (line[i] == '$' && line[i + 1] == '$'));
    if (escapes) {
      words.back() += line[++i];
    } else if (line[i] == ' ') {
      words.emplace_back();
    } else {
      require(line[i] != '#' && line[i] != '$', "a comment or a variable");
      require(meanings.find(line[i]) == meanings.npos, "a character that make knows");
      words.back() += line[i];
    }
  }
  std::erase(words, "");
  return words;
}

/// Lines joined where one ends in a backslash.
std::vector<std::string> logical_lines(std::string text) {
  for (std::size_t at = 0; (at = text.find("\\\n", at)) != text.npos;) text.erase(at, 2);
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    if (end > at) lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

void run(std::string_view data) {
  std::vector<std::string> paths(1);
  for (const char c : data) {
    if (c == '\0')
      paths.emplace_back();
    else
      paths.back() += c;
  }
  const std::string target = paths.front();
  std::vector<std::string> inputs(paths.begin() + 1, paths.end());
  std::string text;
  try {
    text = depfile_text(target, inputs);
  } catch (const Error& error) {
    require(!error.problem().empty() && !error.advice().empty(), "an error has a problem and advice");
    return;
  }
  std::ranges::sort(inputs);
  inputs.erase(std::unique(inputs.begin(), inputs.end()), inputs.end());
  const std::vector<std::string> lines = logical_lines(text);
  const std::size_t colon = lines.at(0).find(':');
  require(read_words(lines[0].substr(0, colon)) == std::vector<std::string>{target}, "the target");
  require(read_words(lines[0].substr(colon + 1)) == inputs, "the inputs");
  for (std::size_t i = 1; i < lines.size(); ++i) {
    require(lines[i].ends_with(':') && lines[i][0] != '\t', "a rule without recipe");
    const std::vector<std::string> words = read_words(std::string_view(lines[i]).substr(0, lines[i].size() - 1));
    require(words.size() == 1 && std::ranges::binary_search(inputs, words[0]), "a rule of an input");
  }
}

}  // namespace
}  // namespace wasmpair

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  wasmpair::run(wasmpair::text_of({data, size}));
  return 0;
}

// Fuzzes what leaves in reports: no text becomes a command of GitHub's runner, markup of Markdown, or steers a
// terminal.
#include <algorithm>
#include <cstdint>
#include <string>

#include "fuzz/require.h"
#include "report/github_commands.h"
#include "report/markdown.h"
#include "util/ascii.h"
#include "util/text_bytes.h"
#include "util/utf8.h"

namespace wasmpair {
namespace {

void require_showable(std::string_view text) {
  require(is_utf8(text), "UTF-8");
  require(std::ranges::none_of(text, [](char c) { return is_control(c) && c != '\n'; }), "no control characters");
}

void check_annotation(std::string_view text) {
  const Annotation annotation{AnnotationLevel::Error, std::string(text), std::string(text), report_lines(text), 1};
  const std::string command = annotation_command(annotation).str();
  require_showable(command);
  require(std::ranges::count(command, '\n') == 1 && command.ends_with('\n'), "a command is a line");
  const std::size_t message = command.find("::", 2);
  require(command.starts_with("::error ") && message != command.npos, "a command has properties and a message");
  const std::string_view properties = std::string_view(command).substr(8, message - 8);
  require(std::ranges::count(properties, ',') == (text.empty() ? 0 : 1), "no text adds a property");
  require(properties.find("title=wasmpair%3A ") != properties.npos, "the title is ours");
}

void check_step(std::string_view text) {
  const std::string shown = without_commands(report_lines(text)).str();
  require_showable(shown);
  if (shown != report_lines(text).str()) require(shown.starts_with("::stop-commands::"), "commands are stopped");
  const std::string outputs = output_lines("name", std::string(text));
  const std::string word = outputs.substr(6, outputs.find('\n') - 6);
  require(outputs == "name<<" + word + "\n" + std::string(text) + "\n" + word + "\n", "an output is its value");
  require(text.find(word) == text.npos, "no text ends an output");
}

void check_markdown(std::string_view text) {
  constexpr std::string_view markup = "\\`*_[]<>&|~$#@";
  const std::string escaped = markdown_text(text);
  require_showable(escaped);
  require(escaped.find('\n') == escaped.npos, "one line");
  std::string literal;
  for (std::size_t i = 0; i < escaped.size(); ++i) {
    if (escaped[i] == '\\' && i + 1 < escaped.size()) {
      ++i;
    } else {
      require(markup.find(escaped[i]) == markup.npos, "markup is escaped");
      require(escaped.compare(i, 2, ":/") != 0, "no text becomes a link");
    }
    literal += escaped[i];
  }
  std::string expected(text);
  std::ranges::replace(expected, '\n', ' ');
  require(literal == printable(expected), "Markdown shows the text");
}

}  // namespace
}  // namespace wasmpair

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = wasmpair::text_of({data, size});
  wasmpair::check_annotation(text);
  wasmpair::check_step(text);
  wasmpair::check_markdown(text);
  return 0;
}

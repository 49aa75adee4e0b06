#include "report/github_commands.h"

#include <fmt/format.h>

#include <algorithm>

#include "util/text_bytes.h"
#include "wasmpair/digest.h"

namespace wasmpair {
namespace {

/// text with each of these characters as %XX, the only ones that the runner decodes.
std::string escape(std::string_view text, std::string_view characters) {
  std::string escaped;
  for (char c : text) {
    if (characters.find(c) == std::string_view::npos)
      escaped += c;
    else
      escaped += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return escaped;
}

std::string escape_message(std::string_view text) { return escape(text, "%\r\n"); }
std::string escape_property(std::string_view text) { return escape(text, "%\r\n:,"); }

/// A word that text cannot contain, since no text contains its own digest.
std::string word_for(std::string_view text) { return "wasmpair_" + sha256(bytes_of(text)).hex(); }

}  // namespace

std::vector<Annotation> one_of_each(const std::vector<Annotation>& annotations) {
  std::vector<Annotation> firsts;
  for (const Annotation& annotation : annotations) {
    const auto first = std::ranges::find(firsts, annotation.id, &Annotation::id);
    if (first == firsts.end())
      firsts.push_back(annotation);
    else
      first->more += 1 + annotation.more;
  }
  return firsts;
}

std::string full_message(const Annotation& annotation) {
  return annotation.more == 0 ? annotation.message
                              : fmt::format("{}\n… and {} more", annotation.message, annotation.more);
}

std::string annotation_command(const Annotation& annotation) {
  std::string properties;
  if (!annotation.file.empty()) properties += fmt::format("file={},", escape_property(annotation.file));
  properties += fmt::format("title={}", escape_property("wasmpair: " + annotation.id));
  return fmt::format("::{} {}::{}\n", annotation.level == AnnotationLevel::Error ? "error" : "warning", properties,
                     escape_message(full_message(annotation)));
}

std::string without_commands(const std::string& text) {
  // A command is a line that begins with optional spaces and "::", or contains the older "##[".
  if (text.find("::") == std::string::npos && text.find("##[") == std::string::npos) return text;
  const std::string word = word_for(text);
  const bool is_complete_line = text.ends_with('\n');
  return fmt::format("::stop-commands::{0}\n{1}{2}::{0}::\n", word, text, is_complete_line ? "" : "\n");
}

std::string output_lines(std::string_view name, const std::string& value) {
  const std::string word = word_for(value);
  return fmt::format("{0}<<{1}\n{2}\n{1}\n", name, word, value);
}

}  // namespace wasmpair

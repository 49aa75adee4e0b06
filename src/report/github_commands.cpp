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

ReportText escape_message(const ReportText& text) { return ReportText::from_escaped(escape(text.str(), "%\n")); }
std::string escape_property(std::string_view text) { return escape(printable(text), "%:,"); }

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

ReportText full_message(const Annotation& annotation) {
  return annotation.more == 0 ? annotation.message
                              : report_text("{}\n… and {} more", annotation.message, annotation.more);
}

ReportText annotation_command(const Annotation& annotation) {
  std::string properties;
  if (!annotation.file.empty()) properties += fmt::format("file={},", escape_property(annotation.file));
  properties += fmt::format("title={}", escape_property("wasmpair: " + annotation.id));
  return report_text("::{} {}::{}\n", annotation.level == AnnotationLevel::Error ? "error" : "warning", properties,
                     escape_message(full_message(annotation)));
}

ReportText without_commands(const ReportText& report) {
  const std::string& text = report.str();
  // A command is a line that begins with optional spaces and "::", or contains the older "##[".
  if (text.find("::") == std::string::npos && text.find("##[") == std::string::npos) return report;
  const std::string word = word_for(text);
  const bool is_complete_line = text.ends_with('\n');
  return report_text("::stop-commands::{0}\n{1}{2}::{0}::\n", word, report,
                     is_complete_line ? ReportText() : ReportText("\n"));
}

std::string output_lines(std::string_view name, const std::string& value) {
  const std::string word = word_for(value);
  return fmt::format("{0}<<{1}\n{2}\n{1}\n", name, word, value);
}

}  // namespace wasmpair

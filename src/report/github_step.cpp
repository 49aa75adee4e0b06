#include "report/github_step.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "util/text_bytes.h"

namespace wasmpair {
namespace {

/// The maximum size of a step's summary; GitHub shows nothing of a longer one.
constexpr std::uint64_t summary_limit = 1024 * 1024;

std::optional<AppendFile> named_by(const char* variable) {
  const char* const path = std::getenv(variable);
  if (path == nullptr || *path == '\0') return std::nullopt;
  return std::optional<AppendFile>(std::in_place, path);
}

/// summary, cut after a line so that it has at most `room` bytes.
std::string fit(const std::string& summary, std::uint64_t room) {
  if (summary.size() <= room) return summary;
  const std::string note = "\n… and more, in the log\n";
  if (room < note.size()) return "";
  const std::size_t line_end = summary.rfind('\n', static_cast<std::size_t>(room) - note.size());
  return line_end == std::string::npos ? "" : summary.substr(0, line_end) + note;
}

}  // namespace

GithubStep::GithubStep() : summary_(named_by("GITHUB_STEP_SUMMARY")), outputs_(named_by("GITHUB_OUTPUT")) {}

void GithubStep::report(const GithubReport& report, const GithubConsoles& consoles) const {
  for (const Annotation& annotation : one_of_each(report.annotations))
    consoles.annotations.print(annotation_command(annotation));
  if (summary_) {
    const std::uint64_t size = summary_->size();
    const std::string separator = size == 0 ? "" : "\n";  // an earlier command may have left its last line incomplete
    summary_->append(bytes_of(fit(separator + report.summary.str(), summary_limit - std::min(size, summary_limit))));
  } else {
    consoles.notes.print("note: GITHUB_STEP_SUMMARY is not set, so there is no summary\n");
  }
  std::string outputs;
  for (const auto& [name, value] : report.outputs) outputs += output_lines(name, value);
  if (outputs_)
    outputs_->append(bytes_of(outputs));
  else if (!outputs.empty())
    consoles.notes.print("note: GITHUB_OUTPUT is not set, so there are no outputs\n");
}

ReportText shown_by(const std::optional<GithubStep>& github, const ReportText& text) {
  return github ? without_commands(text) : text;
}

}  // namespace wasmpair

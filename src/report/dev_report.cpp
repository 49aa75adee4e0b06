#include "report/dev_report.h"

#include "report/findings.h"
#include "util/counts.h"

namespace wasmpair {
namespace {

constexpr std::size_t max_named_files = 3;
/// Of a page's report, which its program writes.
constexpr std::size_t max_lines = 40;

std::string first_lines(const std::string& text) {
  std::size_t end = 0;
  for (std::size_t line = 0; line < max_lines && end < text.size(); ++line)
    end = std::min(text.find('\n', end), text.size() - 1) + 1;
  return text.substr(0, end);
}

/// Each line of the text, indented.
ReportText indented(const std::string& text) {
  std::string lines = "  ";
  for (const char c : text) lines += c == '\n' ? "\n  " : std::string(1, c == '\t' ? ' ' : c);
  return report_lines(lines) + "\n";
}

}  // namespace

ReportText changed_text(const std::vector<std::string>& files, const Console& console) {
  if (files.size() > max_named_files)
    return console.emphasize(Emphasis::Faint, report_text("{} files changed", files.size())) + "\n";
  ReportText names;
  for (const std::string& file : files) names += names.empty() ? report_text("{}", file) : report_text(", {}", file);
  return console.emphasize(Emphasis::Faint, names + " changed") + "\n";
}

ReportText release_text(const DevRelease& release, const Console& console) {
  ReportText text = console.emphasize(Emphasis::Good, report_text("ready in {:.2f} s", release.seconds));
  if (release.build_seconds > 0)
    text += report_text(" (build {:.2f} s, pack {:.2f} s)", release.build_seconds, release.pack_seconds);
  text += report_text(": {} bytes to download\n", with_thousands(release.download));
  for (const Warning& warning : release.warnings)
    text += wrap(report_text("{}: {}. {}", warning.place, warning.problem, report_lines(warning.advice)), 2);
  return text;
}

ReportText failure_text(const DevFailure& failure, const Console& console) {
  ReportText text = console.emphasize(Emphasis::Bad, failure.title) + "\n";
  for (const DevProblem& problem : failure.problems)
    text += indented(problem.place.empty() ? problem.text : problem.place + ": " + problem.text);
  return text;
}

ReportText page_failure_text(const std::string& text, const Console& console) {
  return console.emphasize(Emphasis::Bad, "The program failed in a page") + "\n" + indented(first_lines(text));
}

ReportText server_text(const std::string& line, const Console& console) {
  return console.emphasize(Emphasis::Faint, "server | ") + report_text("{}\n", line);
}

ReportText request_text(const ServedRequest& request, const Console& console) {
  const bool went_well = request.status < 400;
  const ReportText status =
      console.emphasize(went_well ? Emphasis::Good : Emphasis::Bad, std::to_string(request.status));
  ReportText line = report_text("{} {:<4} {:<8} {:>11}  {}\n", status, request.method, request.coding,
                                with_thousands(request.bytes), request.target);
  if (request.from.empty()) return line;
  return line +
         console.emphasize(Emphasis::Faint,
                           report_text("{:>29}  from {}", "of " + with_thousands(request.instead_of), request.from)) +
         "\n";
}

}  // namespace wasmpair

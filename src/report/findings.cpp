#include "report/findings.h"

#include <nlohmann/json.hpp>

#include "util/counts.h"

namespace wasmpair {
namespace {

constexpr std::size_t columns = 80;

/// One finding without its advice.
ReportText finding_text(const Finding& finding, const Console& console) {
  ReportText text = report_text("  {}  {}\n", console.emphasize(Emphasis::Bad, finding.id), finding.subject);
  text += wrap(report_text("{}.", finding.message), 4);
  if (!finding.browser.empty()) text += wrap(report_text("In the browser: {}", finding.browser), 4);
  if (!finding.host.empty()) text += wrap(report_text("In wazero: {}", finding.host), 4);
  return text;
}

/// One line of input, wrapped.
std::string wrap_line(std::string_view line, std::size_t indent) {
  std::string text;
  const std::size_t width = columns - indent;
  while (true) {
    std::size_t end = line.size();
    if (end > width) {
      end = line.rfind(' ', width);
      if (end == std::string_view::npos || end == 0) end = std::min(line.find(' '), line.size());
    }
    text += std::string(indent, ' ') + std::string(line.substr(0, end)) + "\n";
    if (end == line.size()) return text;
    line.remove_prefix(end + 1);
  }
}

}  // namespace

ReportText wrap(const ReportText& report, std::size_t indent) {
  std::string_view text = report.str();
  std::string wrapped;
  while (true) {
    const std::size_t newline = text.find('\n');
    wrapped += wrap_line(text.substr(0, newline), indent);
    if (newline == std::string_view::npos) return ReportText::from_escaped(std::move(wrapped));
    text.remove_prefix(newline + 1);
  }
}

ReportText findings_text(const FindingsSubject& subject, const Findings& findings, const Console& console) {
  ReportText text = report_text("{}: {}\n", console.emphasize(Emphasis::Strong, subject.module_file),
                                count_of(findings.size(), "finding"));
  if (!subject.shim_file.empty()) text += report_text("  with {}\n", subject.shim_file);
  for (std::size_t i = 0; i < findings.size(); ++i) {
    text += "\n" + finding_text(findings[i], console);
    // Consecutive findings with the same advice: only the last one shows it.
    const bool is_repeated = i + 1 < findings.size() && findings[i + 1].advice == findings[i].advice;
    if (!is_repeated) text += wrap(report_lines(findings[i].advice), 4);
  }
  return text;
}

nlohmann::ordered_json findings_json(const Findings& findings) {
  nlohmann::ordered_json array = nlohmann::ordered_json::array();
  for (const Finding& finding : findings) {
    array.push_back({{"id", finding.id},
                     {"consequence", name(finding.consequence)},
                     {"subject", finding.subject},
                     {"message", finding.message},
                     {"browser", finding.browser},
                     {"advice", finding.advice}});
    if (!finding.host.empty()) array.back()["host"] = finding.host;
  }
  return array;
}

}  // namespace wasmpair

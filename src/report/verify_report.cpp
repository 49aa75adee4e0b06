#include "report/verify_report.h"

#include <nlohmann/json.hpp>

#include "report/findings.h"
#include "report/json_text.h"
#include "util/counts.h"

namespace wasmpair {
namespace {

constexpr std::size_t max_subjects = 4;

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

/// Request and response as sent over the wire, each line marked by its direction. Not wrapped: evidence is exact.
ReportText evidence_text(const DeliveryFinding& finding, const Console& console) {
  ReportText text;
  for (const std::string& line : lines_of(finding.request))
    text += console.emphasize(Emphasis::Faint, report_text("    > {}", line)) + "\n";
  for (const std::string& line : lines_of(finding.response))
    text += console.emphasize(Emphasis::Faint, report_text("    < {}", line)) + "\n";
  return text;
}

ReportText others_text(const DeliveryFinding& finding) {
  const std::size_t all = finding.subjects.size() + finding.unlisted;
  if (all < 2) return {};
  ReportText text = report_text("    also at {}:\n", count_of(all - 1, "request"));
  const std::size_t shown = std::min(finding.subjects.size(), max_subjects + 1);
  for (std::size_t i = 1; i < shown; ++i) text += report_text("      {}\n", finding.subjects[i]);
  if (shown < all) text += report_text("      … and {} more\n", all - shown);
  return text;
}

/// heading: its id, emphasized.
ReportText finding_text(const DeliveryFinding& finding, const ReportText& heading, const Console& console) {
  return report_text("\n  {}\n", heading) + wrap(report_text("{}.", finding.message), 4) +
         evidence_text(finding, console) + others_text(finding) + wrap(report_lines("Cause: " + finding.cause), 4) +
         wrap(report_lines("Fix: " + finding.fix), 4);
}

/// "2 findings, 1 warning"
ReportText result_text(const VerifyReport& report, const Console& console) {
  const std::string warnings = report.warnings.empty() ? "" : ", " + count_of(report.warnings.size(), "warning");
  if (!report.findings.empty()) return report_text("{}{}", count_of(report.findings.size(), "finding"), warnings);
  return console.emphasize(Emphasis::Good, "no problems found") + report_text("{}", warnings);
}

nlohmann::ordered_json json_of(const std::vector<DeliveryFinding>& findings) {
  nlohmann::ordered_json array = nlohmann::ordered_json::array();
  for (const DeliveryFinding& finding : findings) {
    array.push_back({{"id", finding.id},
                     {"message", finding.message},
                     {"subjects", finding.subjects},
                     {"request", lines_of(finding.request)},
                     {"answer", lines_of(finding.response)},
                     {"cause", finding.cause},
                     {"fix", finding.fix}});
    if (finding.unlisted > 0) array.back()["unlisted"] = finding.unlisted;
  }
  return array;
}

}  // namespace

ReportText verify_report_text(const VerifyReport& report, const Console& console) {
  const std::string by = report.server.empty() ? "" : ", served by " + report.server;
  ReportText text = console.emphasize(Emphasis::Strong, report.url) + "\n";
  text += report_text("  {}, {}{}: ", count_of(report.files, "file"), count_of(report.requests, "request"), by);
  text += result_text(report, console) + "\n";
  if (report.findings.empty() && report.warnings.empty()) return text;
  for (const DeliveryFinding& finding : report.findings)
    text += finding_text(finding, console.emphasize(Emphasis::Bad, finding.id), console);
  for (const DeliveryFinding& warning : report.warnings)
    text += finding_text(warning, console.emphasize(Emphasis::Strong, "warning: " + warning.id), console);
  return text + "\nwasmpair explain ID shows more about each.\n";
}

std::string verify_report_json(const VerifyReport& report) {
  const nlohmann::ordered_json document = {{"url", report.url},
                                           {"server", report.server},
                                           {"files", report.files},
                                           {"requests", report.requests},
                                           {"findings", json_of(report.findings)},
                                           {"warnings", json_of(report.warnings)}};
  return json_text(document);
}

}  // namespace wasmpair

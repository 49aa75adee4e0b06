#include "report/github_report.h"

#include <fmt/format.h>

#include <algorithm>

#include "encode/budget_name.h"
#include "encode/codings.h"
#include "util/ascii.h"
#include "util/counts.h"

namespace wasmpair {
namespace {

AnnotationLevel level_of(Consequence consequence) {
  return consequence == Consequence::Unproven ? AnnotationLevel::Warning : AnnotationLevel::Error;
}

std::vector<Annotation> annotations_of(const Findings& findings, const std::string& file) {
  std::vector<Annotation> annotations;
  for (const Finding& finding : findings) {
    ReportText message = report_text("{}: {}.\n", finding.subject, finding.message);
    if (!finding.browser.empty()) message += report_text("In the browser: {}\n", finding.browser);
    if (!finding.host.empty()) message += report_text("In wazero: {}\n", finding.host);
    annotations.push_back({level_of(finding.consequence), finding.id, file, message + report_lines(finding.advice), 0});
  }
  return annotations;
}

/// All warnings are about caches.
std::vector<Annotation> annotations_of(const std::vector<Warning>& warnings) {
  std::vector<Annotation> annotations;
  for (const Warning& warning : warnings) {
    const ReportText problem = report_text("{}: {}.\n", warning.place, warning.problem);
    annotations.push_back({AnnotationLevel::Warning, "cache", "", problem + report_lines(warning.advice), 0});
  }
  return annotations;
}

/// Lines as a single list item. Empty lines and indentation would end its paragraph.
Markdown item_markdown(std::string_view lines) {
  Markdown text;
  while (true) {
    const std::size_t end = lines.find('\n');
    const std::string_view line = trim(lines.substr(0, end));
    if (!line.empty()) text += (text.empty() ? Markdown() : Markdown("\\\n  ")) + markdown("{}", line);
    if (end == std::string_view::npos) return text;
    lines.remove_prefix(end + 1);
  }
}

/// An item per class.
Markdown list_markdown(const std::vector<Annotation>& annotations) {
  Markdown text;
  for (const Annotation& annotation : one_of_each(annotations))
    text += markdown("- **{}**: {}\n", annotation.id, item_markdown(full_message(annotation).str()));
  return text + "\n";
}

Markdown findings_markdown(const std::string& heading, const std::vector<Annotation>& annotations) {
  return markdown("### {}\n\n", heading) + list_markdown(annotations);
}

/// The budgets for an encoding: "67.6 % of 800,000".
std::string budget_cell(const std::vector<BudgetUse>& budgets, std::string_view encoding) {
  std::string cell;
  for (const auto& [budget, bytes, from, downloaded] : budgets) {
    if (budget_name(budget) != encoding) continue;
    const double share = 100.0 * static_cast<double>(bytes.value_or(0)) / static_cast<double>(budget.bytes);
    if (!cell.empty()) cell += ", ";
    if (budget.bytes != 0 && bytes) cell += fmt::format("{:.1f} % of ", share);
    cell += with_thousands(budget.bytes);
  }
  return cell;
}

Markdown bundle_markdown(const BundleReport& bundle) {
  const ManifestBundle& published = bundle.published;
  const double linked = static_cast<double>(published.source_bytes);
  const auto row = [&](std::string_view what, std::uint64_t bytes, const std::string& budget) {
    return markdown("| {} | {} | {:.1f} % | {} |\n", what, with_thousands(bytes),
                    100.0 * static_cast<double>(bytes) / linked, budget);
  };
  Markdown text = markdown("### {}: {}, pair {}\n\n| module | bytes | of linked | budget |\n|---|---:|---:|---:|\n",
                           published.name, published.go_version, published.pair.substr(0, 16));
  text += row("as linked", published.source_bytes, "");
  text += row("identity", published.wasm.bytes, budget_cell(bundle.budgets, "identity"));
  for (const EncodingReport& encoding : bundle.module_encodings) {
    const std::string_view name = info(encoding.coding).token;
    text += row(name, encoding.bytes, budget_cell(bundle.budgets, name));
  }
  const auto delta = std::ranges::find_if(bundle.budgets, [](const BudgetUse& use) { return !use.from.empty(); });
  if (delta != bundle.budgets.end())
    text += row(fmt::format("{} for visitors with {}", delta->downloaded, delta->from), *delta->bytes,
                budget_cell(bundle.budgets, budget_name(delta->budget)));
  return text + "\n";
}

std::uint64_t brotli_bytes(const BundleReport& bundle) {
  const auto& encodings = bundle.module_encodings;
  const auto found = std::ranges::find(encodings, Coding::Brotli, &EncodingReport::coding);
  return found == encodings.end() ? bundle.published.wasm.bytes : found->bytes;
}

/// A value of each bundle, one per line.
template <typename Value>
std::string lines_of(const std::vector<BundleReport>& bundles, Value value) {
  std::string lines;
  for (const BundleReport& bundle : bundles) lines += (lines.empty() ? "" : "\n") + value(bundle);
  return lines;
}

Annotation annotation_of(const DeliveryFinding& finding, AnnotationLevel level) {
  return {
      level, finding.id, "",
      report_text("{}.\nCause: {}\nFix: {}", finding.message, report_lines(finding.cause), report_lines(finding.fix)),
      finding.subjects.empty() ? 0 : finding.subjects.size() - 1 + finding.unlisted};
}

}  // namespace

GithubReport github_report(const PackReport& report) {
  GithubReport github;
  for (const BundleReport& bundle : report.bundles) github.summary += bundle_markdown(bundle);
  for (const Refusal& refusal : report.refusals) {
    const std::vector<Annotation> annotations = annotations_of(refusal.findings, refusal.module_file);
    github.annotations.insert(github.annotations.end(), annotations.begin(), annotations.end());
    github.summary += findings_markdown(refusal.module_file + ": not published", annotations);
  }
  if (report.refusals.empty()) {
    github.summary += markdown("Published {}: {} written, {} unchanged.\n\n", report.manifest_file,
                               count_of(report.written, "file"), report.unchanged);
    const auto pair = [](const BundleReport& bundle) { return bundle.published.pair; };
    const auto brotli = [](const BundleReport& bundle) { return std::to_string(brotli_bytes(bundle)); };
    github.outputs = {{"manifest", report.manifest_file},
                      {"pair", lines_of(report.bundles, pair)},
                      {"br-bytes", lines_of(report.bundles, brotli)}};
  }
  const std::vector<Annotation> warnings = annotations_of(report.warnings);
  github.annotations.insert(github.annotations.end(), warnings.begin(), warnings.end());
  if (!warnings.empty()) github.summary += list_markdown(warnings);
  return github;
}

GithubReport github_report(const CheckReport& report) {
  GithubReport github;
  github.annotations = annotations_of(report.findings, report.module.file);
  const std::string shim = report.toolchain ? " " + report.toolchain->shim.path : "";
  const std::string heading = report.module.file;
  github.summary = report.findings.empty() ? markdown("### {} fits{}\n\n", heading, shim)
                                           : findings_markdown(heading + " does not fit" + shim, github.annotations);
  return github;
}

GithubReport github_report(const CheckGuestReport& report) {
  GithubReport github;
  const std::string& file = report.module.file;
  github.annotations = annotations_of(report.proof.findings, file);
  github.summary = report.proof.findings.empty() ? markdown("### {} can be contained\n\n", file)
                                                 : findings_markdown(file + " cannot be contained", github.annotations);
  return github;
}

GithubReport github_report(const PackGuestReport& report) {
  GithubReport github;
  github.annotations = annotations_of(report.findings, report.module_file);
  if (!report.findings.empty()) {
    github.summary = findings_markdown(report.module_file + ": not published", github.annotations);
    return github;
  }
  const ManifestGuest& guest = report.published;
  github.summary = markdown(
      "### {}: {}, {}\n\n| module | bytes |\n|---|---:|\n| as linked | {} |\n| contained | {} |\n\n", guest.name,
      guest.go_version, guest.wasm.path, with_thousands(guest.source_bytes), with_thousands(guest.wasm.bytes));
  github.summary += markdown("Published {}: {} written, {} unchanged.\n\n", report.manifest_file,
                             count_of(report.written, "file"), report.unchanged);
  github.outputs = {{"manifest", report.manifest_file}, {"sha256", guest.wasm.sha256}};
  const std::vector<Annotation> warnings = annotations_of(report.warnings);
  github.annotations.insert(github.annotations.end(), warnings.begin(), warnings.end());
  if (!warnings.empty()) github.summary += list_markdown(warnings);
  return github;
}

GithubReport github_report(const CheckGuestPackageReport& report) {
  GithubReport github;
  github.annotations = annotations_of(report.findings, report.directory);
  github.summary = report.findings.empty()
                       ? markdown("### {} is up to date\n\n", report.directory)
                       : findings_markdown(report.directory + " is not up to date", github.annotations);
  return github;
}

GithubReport github_report(const VerifyReport& report) {
  GithubReport github;
  for (const DeliveryFinding& finding : report.findings)
    github.annotations.push_back(annotation_of(finding, AnnotationLevel::Error));
  for (const DeliveryFinding& warning : report.warnings)
    github.annotations.push_back(annotation_of(warning, AnnotationLevel::Warning));
  const std::string heading =
      fmt::format("{}: {}, {}", report.url, count_of(report.files, "file"), count_of(report.requests, "request"));
  const std::string title = report.findings.empty() ? heading + ", no problems found" : heading;
  github.summary =
      github.annotations.empty() ? markdown("### {}\n\n", title) : findings_markdown(title, github.annotations);
  return github;
}

}  // namespace wasmpair

#include "report/github_report.h"

#include <fmt/format.h>

#include <algorithm>

#include "encode/codings.h"
#include "report/markdown.h"
#include "util/counts.h"
#include "util/printable.h"

namespace wasmpair {
namespace {

AnnotationLevel level_of(Consequence consequence) {
  return consequence == Consequence::Unproven ? AnnotationLevel::Warning : AnnotationLevel::Error;
}

std::vector<Annotation> annotations_of(const Findings& findings, const std::string& file) {
  std::vector<Annotation> annotations;
  for (const Finding& finding : findings) {
    std::string message = fmt::format("{}: {}.\n", printable(finding.subject), printable(finding.message));
    if (!finding.browser.empty()) message += fmt::format("In the browser: {}\n", printable(finding.browser));
    annotations.push_back({level_of(finding.consequence), finding.id, file, message + finding.advice, 0});
  }
  return annotations;
}

/// All warnings are about a shared cache.
std::vector<Annotation> annotations_of(const std::vector<Warning>& warnings) {
  std::vector<Annotation> annotations;
  for (const Warning& warning : warnings) {
    const std::string problem = fmt::format("{}: {}.\n", printable(warning.place), printable(warning.problem));
    annotations.push_back({AnnotationLevel::Warning, "shared-cache", "", problem + warning.advice, 0});
  }
  return annotations;
}

/// Lines as a single list item.
std::string item_markdown(std::string_view lines) {
  std::string text;
  while (true) {
    const std::size_t end = lines.find('\n');
    text += (text.empty() ? "" : "\\\n  ") + markdown_text(lines.substr(0, end));
    if (end == std::string_view::npos) return text;
    lines.remove_prefix(end + 1);
  }
}

/// An item per class.
std::string list_markdown(const std::vector<Annotation>& annotations) {
  std::string text;
  for (const Annotation& annotation : one_of_each(annotations))
    text += fmt::format("- **{}**: {}\n", annotation.id, item_markdown(full_message(annotation)));
  return text + "\n";
}

std::string findings_markdown(const std::string& heading, const std::vector<Annotation>& annotations) {
  return fmt::format("### {}\n\n", heading) + list_markdown(annotations);
}

/// The budgets for an encoding: "67.6 % of 800,000".
std::string budget_cell(const std::vector<BudgetUse>& budgets, std::string_view encoding) {
  std::string cell;
  for (const auto& [budget, bytes] : budgets) {
    if (encoding_name(budget.coding) != encoding) continue;
    const double share = 100.0 * static_cast<double>(bytes) / static_cast<double>(budget.bytes);
    if (!cell.empty()) cell += ", ";
    if (budget.bytes != 0) cell += fmt::format("{:.1f} % of ", share);
    cell += with_thousands(budget.bytes);
  }
  return cell;
}

std::string bundle_markdown(const BundleReport& bundle) {
  const ManifestBundle& published = bundle.published;
  const double linked = static_cast<double>(published.source_bytes);
  const auto row = [&](std::string_view what, std::uint64_t bytes, const std::string& budget) {
    return fmt::format("| {} | {} | {:.1f} % | {} |\n", what, with_thousands(bytes),
                       100.0 * static_cast<double>(bytes) / linked, budget);
  };
  std::string text =
      fmt::format("### {}: {}, pair {}\n\n| module | bytes | of linked | budget |\n|---|---:|---:|---:|\n",
                  markdown_text(published.name), markdown_text(published.go_version), published.pair.substr(0, 16));
  text += row("as linked", published.source_bytes, "");
  text += row("identity", published.wasm.bytes, budget_cell(bundle.budgets, "identity"));
  for (const EncodingReport& encoding : bundle.module_encodings) {
    const std::string_view name = info(encoding.coding).token;
    text += row(name, encoding.bytes, budget_cell(bundle.budgets, name));
  }
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

}  // namespace

GithubReport github_report(const PackReport& report) {
  GithubReport github;
  for (const BundleReport& bundle : report.bundles) github.summary += bundle_markdown(bundle);
  for (const Refusal& refusal : report.refusals) {
    const std::vector<Annotation> annotations = annotations_of(refusal.findings, refusal.module_file);
    github.annotations.insert(github.annotations.end(), annotations.begin(), annotations.end());
    github.summary += findings_markdown(markdown_text(refusal.module_file) + ": not published", annotations);
  }
  if (report.refusals.empty()) {
    github.summary += fmt::format("Published {}: {} written, {} unchanged.\n\n", markdown_text(report.manifest_file),
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
  const std::string shim = report.toolchain ? " " + markdown_text(report.toolchain->shim.path) : "";
  const std::string heading = markdown_text(report.module.file);
  github.summary = report.findings.empty() ? fmt::format("### {} fits{}\n\n", heading, shim)
                                           : findings_markdown(heading + " does not fit" + shim, github.annotations);
  return github;
}

GithubReport github_report(const VerifyReport& report) {
  GithubReport github;
  for (const DeliveryFinding& finding : report.findings)
    github.annotations.push_back(
        {AnnotationLevel::Error, finding.id, "",
         fmt::format("{}.\nCause: {}\nFix: {}", printable(finding.message), finding.cause, finding.fix),
         finding.subjects.empty() ? 0 : finding.subjects.size() - 1});
  const std::string heading = fmt::format("{}: {}, {}", markdown_text(report.url), count_of(report.files, "file"),
                                          count_of(report.requests, "request"));
  github.summary = report.findings.empty() ? fmt::format("### {}, no problems found\n\n", heading)
                                           : findings_markdown(heading, github.annotations);
  return github;
}

}  // namespace wasmpair

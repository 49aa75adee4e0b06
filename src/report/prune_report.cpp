#include "report/prune_report.h"

#include <nlohmann/json.hpp>

#include "report/json_text.h"
#include "util/counts.h"

namespace wasmpair {
namespace {

/// More of them would hide the rest of the report.
constexpr std::size_t max_shown = 10;

ReportText list_of(const std::vector<std::string>& names) {
  ReportText text;
  for (std::size_t i = 0; i < std::min(names.size(), max_shown); ++i) text += report_text("  {}\n", names[i]);
  if (names.size() > max_shown) text += report_text("  and {} more; --json lists all\n", names.size() - max_shown);
  return text;
}

}  // namespace

ReportText prune_text(const PruneReport& report, Pruning pruning, const Console& console) {
  std::uint64_t bytes = 0;
  for (const PrunedFile& file : report.deleted) bytes += file.bytes;
  ReportText text;
  for (const PrunedFile& file : report.deleted)
    text += report_text("  {:>13}  {}\n", with_thousands(file.bytes), file.path);
  text += report_text("{} {}, {} bytes\n",
                      console.emphasize(Emphasis::Good, pruning == Pruning::Delete ? "deleted" : "would delete"),
                      count_of(report.deleted.size(), "file"), with_thousands(bytes));
  text += report_text("{} before the last one {}\n", count_of(report.kept.size(), "release"),
                      report.kept.size() == 1 ? "stays" : "stay");
  if (!report.too_young.empty()) text += report_text("{} of them because of --min-age\n", report.too_young.size());
  if (!report.unknown.empty())
    text += report_text("{} that no release of the ledger has {} left alone:\n",
                        count_of(report.unknown.size(), "file"), report.unknown.size() == 1 ? "was" : "were") +
            list_of(report.unknown);
  return text;
}

std::string prune_json(const PruneReport& report, Pruning pruning) {
  nlohmann::ordered_json deleted = nlohmann::ordered_json::array();
  for (const PrunedFile& file : report.deleted) deleted.push_back({{"path", file.path}, {"bytes", file.bytes}});
  return json_text({{"dryRun", pruning == Pruning::DryRun},
                    {"deleted", std::move(deleted)},
                    {"kept", report.kept},
                    {"tooYoung", report.too_young},
                    {"unknown", report.unknown}});
}

}  // namespace wasmpair

#include "report/guest_package_report.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "report/findings.h"
#include "report/json_text.h"
#include "util/counts.h"

namespace wasmpair {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t label_columns = 16;

/// A label, and text that is wrapped beside it.
ReportText fact(std::string_view label, const ReportText& text) {
  const std::string lines = wrap(text, label_columns).str();
  return ReportText::from_escaped(fmt::format("  {:<{}}{}", label, label_columns - 2, lines.substr(label_columns)));
}

std::string pages(std::uint32_t count) { return fmt::format("{} KiB", with_thousands(std::uint64_t{count} * 64)); }

std::string entries(const ManifestGuest& guest) {
  std::string list;
  for (const ManifestEntry& entry : guest.entries)
    list += fmt::format("{}{} ({}) as {}", list.empty() ? "" : ", ", entry.name, entry.convention, entry.method);
  return list;
}

std::string meter(const ManifestGuest& guest) {
  const std::string depth = fmt::format("at most {} counted calls", with_thousands(guest.depth));
  return guest.ticks == 0 ? "none; " + depth
                          : fmt::format("looks at the host every {} units; {}", with_thousands(guest.ticks), depth);
}

ReportText size_row(std::string_view label, std::uint64_t bytes, std::uint64_t linked) {
  return report_text("  {:<14}{:>13}{:>9.1f} %\n", label, with_thousands(bytes),
                     100.0 * static_cast<double>(bytes) / static_cast<double>(linked));
}

ReportText guest_text(const PackGuestReport& report, const Console& console) {
  const ManifestGuest& guest = report.published;
  ReportText text = report_text("{}  {}  {}\n", console.emphasize(Emphasis::Strong, guest.name),
                                guest.go_version.empty() ? guest.kind : guest.go_version, guest.wasm.path);
  text += console.emphasize(Emphasis::Faint, report_text("  {:<14}{:>13}{:>11}", "", "bytes", "of linked")) + "\n";
  text += size_row("as linked", guest.source_bytes, guest.source_bytes);
  text += size_row("contained", guest.wasm.bytes, guest.source_bytes);
  text += fact("memory",
               report_text("{} to start with, at most {}", pages(guest.minimum_pages), pages(guest.maximum_pages)));
  text += fact("meter", report_text("{}", meter(guest)));
  text += fact("entries", report_text("{}", entries(guest)));
  text += fact("could use", report_text("{}", fmt::format("{}", fmt::join(guest.capabilities, ", "))));
  text += fact("snapshot",
               guest.restorable ? report_text("possible") : report_text("not possible: {}", report.other_state));
  return text + "\n";
}

ReportText published_text(const PackGuestReport& report, const Console& console) {
  return report_text("{} {}: {} written, {} unchanged\n", console.emphasize(Emphasis::Good, "published"),
                     report.manifest_file, count_of(report.written, "file"), report.unchanged) +
         report_text("package {}: its module needs github.com/tetratelabs/wazero\n", report.package);
}

ReportText warnings_text(const std::vector<Warning>& warnings, const Console& console) {
  ReportText text;
  for (const Warning& warning : warnings)
    text += report_text("{}: {}: {}\n{}", console.emphasize(Emphasis::Bad, "warning"), warning.place, warning.problem,
                        wrap(report_lines(warning.advice), 2));
  return text;
}

Json guest_json(const PackGuestReport& report) {
  const ManifestGuest& guest = report.published;
  Json entries = Json::array();
  for (const ManifestEntry& entry : guest.entries)
    entries.push_back({{"name", entry.name}, {"method", entry.method}, {"convention", entry.convention}});
  Json capabilities = Json::array();
  for (const std::string& capability : guest.capabilities) capabilities.push_back(capability);
  return {{"name", guest.name},
          {"kind", guest.kind},
          {"go", guest.go_version},
          {"source", {{"bytes", guest.source_bytes}, {"sha256", guest.source_sha256}}},
          {"wasm", {{"path", guest.wasm.path}, {"bytes", guest.wasm.bytes}, {"sha256", guest.wasm.sha256}}},
          {"memory", {{"minPages", guest.minimum_pages}, {"maxPages", guest.maximum_pages}}},
          {"ticks", guest.ticks},
          {"depth", guest.depth},
          {"restorable", guest.restorable},
          {"otherState", report.other_state},
          {"entries", entries},
          {"capabilities", capabilities}};
}

}  // namespace

ReportText guest_package_text(const PackGuestReport& report, Detail detail, const Console& console) {
  if (!report.findings.empty())
    return findings_text({report.module_file, ""}, report.findings, console) + "\nnothing was written\n";
  if (detail == Detail::Problems) return {};
  return guest_text(report, console) + published_text(report, console) + warnings_text(report.warnings, console);
}

std::string guest_package_json(const PackGuestReport& report) {
  Json warnings = Json::array();
  for (const Warning& warning : report.warnings)
    warnings.push_back({{"place", warning.place}, {"problem", warning.problem}, {"advice", warning.advice}});
  const bool is_published = report.findings.empty();
  const Json json{{"published", is_published},
                  {"module", report.module_file},
                  {"package", report.package},
                  {"manifest", report.manifest_file},
                  {"guest", is_published ? guest_json(report) : Json(nullptr)},
                  {"written", report.written},
                  {"unchanged", report.unchanged},
                  {"seconds", report.seconds},
                  {"findings", findings_json(report.findings)},
                  {"warnings", warnings}};
  return json_text(json);
}

ReportText guest_package_check_text(const CheckGuestPackageReport& report, const Console& console) {
  if (report.findings.empty())
    return report_text("{} {}: the package {} is this program's\n", console.emphasize(Emphasis::Good, "up to date"),
                       report.directory, report.package);
  return findings_text({report.directory, ""}, report.findings, console);
}

std::string guest_package_check_json(const CheckGuestPackageReport& report) {
  return json_text(Json{{"upToDate", report.findings.empty()},
                        {"directory", report.directory},
                        {"package", report.package},
                        {"guest", report.guest},
                        {"findings", findings_json(report.findings)}});
}

}  // namespace wasmpair

#include "report/guest_report.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "report/findings.h"
#include "report/json_text.h"
#include "util/counts.h"

namespace wasmpair {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t label_columns = 22;

std::string go_version(const Module& module) { return module.go_version ? module.go_version->text : ""; }

/// A label, and text that is wrapped beside it.
ReportText fact(std::string_view label, const ReportText& text) {
  const std::string lines = wrap(text, label_columns).str();
  return ReportText::from_escaped(fmt::format("  {:<{}}{}", label, label_columns - 2, lines.substr(label_columns)));
}

template <typename Names>
std::string join(const Names& names) {
  std::string list;
  for (const auto& name : names) list += (list.empty() ? "" : ", ") + std::string(name);
  return list;
}

ReportText entries_text(const std::vector<GuestEntry>& entries) {
  std::vector<std::string> names;
  for (const GuestEntry& entry : entries) names.push_back(fmt::format("{} ({})", entry.name, name(entry.convention)));
  return names.empty() ? ReportText() : fact("entries", report_text("{}", join(names)));
}

}  // namespace

ReportText guest_facts_text(const GuestProof& proof, const Console& console) {
  ReportText text = entries_text(proof.entries);
  if (!proof.capabilities.empty()) text += console.emphasize(Emphasis::Faint, "  could use") + "\n";
  for (const CapabilityUse& use : proof.capabilities)
    text += fact(fmt::format("  {}", name(use.capability)), report_text("{}", join(use.functions)));
  if (proof.findings.empty())
    text += fact("snapshot", proof.other_state.empty() ? report_text("possible")
                                                       : report_text("not possible: {}", proof.other_state));
  for (const Warning& note : proof.notes) {
    text += report_text("\n  {}\n", console.emphasize(Emphasis::Strong, note.place));
    text += wrap(report_text("{}.\n{}", note.problem, report_lines(note.advice)), 4);
  }
  return text;
}

ReportText guest_report_text(const CheckGuestReport& report, const Console& console) {
  const std::string& file = report.module.file;
  if (!report.proof.findings.empty()) return findings_text({file, ""}, report.proof.findings, console);
  ReportText text = report_text("{} {}\n", console.emphasize(Emphasis::Good, "can be contained"), file);
  if (report.module.go_version) text += fact("built by", report_text("{}", go_version(report.module)));
  if (report.module.memory)
    text += fact("memory",
                 report_text("{} of 64 KiB to start with", count_of(report.module.memory->minimum_pages, "page")));
  return text + guest_facts_text(report.proof, console);
}

nlohmann::ordered_json guest_facts_json(const GuestProof& proof) {
  Json entries = Json::array();
  for (const GuestEntry& entry : proof.entries)
    entries.push_back({{"name", entry.name}, {"convention", name(entry.convention)}});
  Json capabilities = Json::array();
  for (const CapabilityUse& use : proof.capabilities)
    capabilities.push_back({{"name", name(use.capability)}, {"functions", use.functions}});
  Json notes = Json::array();
  for (const Warning& note : proof.notes)
    notes.push_back({{"id", note.place}, {"message", note.problem}, {"advice", note.advice}});
  return {{"entries", entries},
          {"capabilities", capabilities},
          {"restorable", proof.findings.empty() && proof.other_state.empty()},
          {"otherState", proof.other_state},
          {"notes", notes}};
}

std::string guest_report_json(const CheckGuestReport& report) {
  const Module& module = report.module;
  Json json{{"fits", report.proof.findings.empty()},
            {"module", {{"file", module.file}, {"kind", name(module.kind)}, {"go", go_version(module)}}},
            {"findings", findings_json(report.proof.findings)}};
  json.update(guest_facts_json(report.proof));
  return json_text(json);
}

}  // namespace wasmpair

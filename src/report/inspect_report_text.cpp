#include <fmt/format.h>

#include <algorithm>

#include "report/findings.h"
#include "report/guest_report.h"
#include "report/inspect_report.h"
#include "util/counts.h"
#include "util/hex.h"

namespace wasmpair {
namespace {

ReportText fact(std::string_view label, std::string_view value) {
  return value.empty() ? ReportText() : report_text("  {:<14}{}\n", label, value);
}

ReportText heading(const ReportText& text, const Console& console) {
  return ReportText("\n") + console.emphasize(Emphasis::Strong, text) + "\n";
}

/// One fact, folded after commas if it is longer than a line.
ReportText fold_list(std::string_view list) {
  constexpr std::size_t columns = 80;
  ReportText text;
  for (std::string_view indent = "  "; !list.empty(); indent = "      ") {
    std::size_t end = list.size();
    if (indent.size() + end > columns) {
      const std::size_t comma = list.rfind(',', columns - indent.size() - 1);
      if (comma != std::string_view::npos) end = comma + 1;
    }
    text += report_text("{}{}\n", indent, list.substr(0, end));
    list.remove_prefix(end);
  }
  return text;
}

std::string memory_text(const MemoryLimits& memory) {
  const std::string maximum =
      memory.maximum_pages ? "at most " + count_of(*memory.maximum_pages, "page") : std::string("no maximum");
  return fmt::format("{} of 64 KiB to start with, {}", count_of(memory.minimum_pages, "page"), maximum);
}

ReportText proposals_text(const Module& module) {
  ReportText text;
  for (const ProposalUse& use : module.proposals)
    text += fact("uses proposal", fmt::format("{}{}, first at {}", name(use.proposal),
                                              validation(use.proposal) == Validation::Skipped ? " (not validated)" : "",
                                              hex_offset(use.offset)));
  return text;
}

ReportText summary(const InspectReport& report, const Console& console) {
  const Module& module = report.module;
  ReportText text = report_text("{}  {}\n", console.emphasize(Emphasis::Strong, module.file), title(module.kind));
  text += fact("size", with_thousands(report.content.size()) + " bytes");
  text += fact("sha256", report.digest.hex());
  if (module.go_version)
    text += fact("go", module.go_version->text + (module.go_version_place == VersionPlace::Data
                                                      ? " (runtime.buildVersion in its data; no section says it)"
                                                      : ""));
  if (module.module_info) {
    text += fact("package", module.module_info->path);
    text += fact("module", fmt::format("{} {}", module.module_info->main_module, module.module_info->main_version));
  }
  text += fact("build id", module.build_id);
  if (module.memory) text += fact("memory", memory_text(*module.memory));
  if (module.kind == ModuleKind::NotWasm) return text;
  text += fact("data",
               fmt::format("{} in {}", count_of(module.data.bytes, "byte"), count_of(module.data.segments, "segment")));
  for (const Producer& producer : module.producers)
    text += fact(producer.field, fmt::format("{} {}", producer.name, producer.version));
  return text + proposals_text(module);
}

ReportText module_info_text(const ModuleInfo& info, const Console& console) {
  ReportText text;
  if (!info.dependencies.empty()) text += heading("dependencies", console);
  for (const ModuleInfo::Dependency& dependency : info.dependencies) {
    text += report_text("  {} {}\n", dependency.path, dependency.version);
    if (!dependency.replacement_path.empty())
      text += report_text("    => {} {}\n", dependency.replacement_path, dependency.replacement_version);
  }
  if (!info.settings.empty()) text += heading("build settings", console);
  for (const ModuleInfo::Setting& setting : info.settings)
    text += fold_list(fmt::format("{}={}", setting.key, setting.value));
  return text;
}

ReportText sections_text(const Module& module, const Console& console) {
  ReportText text = heading("sections", console);
  for (const Section& section : module.sections) {
    const std::string label =
        section.id == SectionId::Custom ? fmt::format("custom {}", section.custom_name) : std::string(name(section.id));
    text += report_text("  {:<10}{:>13}  {}\n", hex_offset(section.offset),
                        with_thousands(section.end() - section.offset), label);
  }
  return text;
}

ReportText imports_text(const Module& module, const Console& console) {
  if (module.imports.empty()) return {};
  ReportText text = heading("imports", console);
  for (const Import& import : module.imports) {
    const bool typed = import.kind == ExternalKind::Function && import.type_index < module.types.size();
    const std::string type = typed ? describe(module.types[import.type_index]) : std::string(name(import.kind));
    text += report_text("  {} {}  {}\n", import.module, import.name, type);
  }
  return text;
}

ReportText exports_text(const Module& module, const Console& console) {
  if (module.exports.empty()) return {};
  ReportText text = heading("exports", console);
  for (const Export& exported : module.exports) {
    const FunctionType* type = module.function_type(exported);
    text += report_text("  {}  {}\n", exported.name, type ? describe(*type) : name(exported.kind));
  }
  return text;
}

ReportText slimming_text(const SlimResult& slimmed, ByteView linked, const Console& console) {
  ReportText text = heading("slimming would", console);
  const bool coalesces = slimmed.segments_after != slimmed.segments_before;
  if (coalesces)
    text += report_text("  coalesce {} into {}\n", count_of(slimmed.segments_before, "data segment"),
                        slimmed.segments_after);
  if (slimmed.name_bytes_dropped != 0)
    text += report_text("  drop the name section, {} bytes\n", with_thousands(slimmed.name_bytes_dropped));
  for (const std::string& reason : slimmed.left_alone) text += report_text("  leave alone: {}\n", reason);
  if (std::ranges::equal(slimmed.content, linked)) return text + "  change nothing\n";
  return text + report_text("  produce {} bytes{}\n", with_thousands(slimmed.content.size()),
                            coalesces ? ", which compress better" : "");
}

ReportText guest_text(const GuestProof& proof, const Console& console) {
  ReportText text = heading("as a guest of a Go server", console) + guest_facts_text(proof, console);
  for (const Finding& finding : proof.findings)
    text += report_text("\n  {}  {}\n", console.emphasize(Emphasis::Bad, finding.id), finding.subject) +
            wrap(report_text("{}.", finding.message), 4);
  return text;
}

}  // namespace

ReportText inspect_report_text(const InspectReport& report, const Console& console) {
  const Module& module = report.module;
  ReportText text = summary(report, console);
  if (module.kind == ModuleKind::NotWasm) return text;
  if (module.module_info) text += module_info_text(*module.module_info, console);
  text += sections_text(module, console);
  text += imports_text(module, console);
  text += exports_text(module, console);
  if (report.guest) text += guest_text(*report.guest, console);
  if (report.slimmed) text += slimming_text(*report.slimmed, report.content, console);
  return text;
}

}  // namespace wasmpair

#include <nlohmann/json.hpp>

#include "report/findings.h"
#include "report/guest_report.h"
#include "report/inspect_report.h"
#include "report/json_text.h"

namespace wasmpair {
namespace {

using Json = nlohmann::ordered_json;

Json module_info_json(const ModuleInfo& info) {
  Json dependencies = Json::array();
  for (const ModuleInfo::Dependency& dependency : info.dependencies) {
    Json row{{"path", dependency.path}, {"version", dependency.version}, {"sum", dependency.sum}};
    if (!dependency.replacement_path.empty())
      row["replacement"] = {{"path", dependency.replacement_path}, {"version", dependency.replacement_version}};
    dependencies.push_back(row);
  }
  Json settings = Json::array();  // a list, since a key may be repeated
  for (const ModuleInfo::Setting& setting : info.settings)
    settings.push_back({{"key", setting.key}, {"value", setting.value}});
  return {{"package", info.path},
          {"module", {{"path", info.main_module}, {"version", info.main_version}}},
          {"dependencies", dependencies},
          {"settings", settings}};
}

Json sections_json(const Module& module) {
  Json array = Json::array();
  for (const Section& section : module.sections) {
    Json row{{"id", name(section.id)}, {"offset", section.offset}, {"bytes", section.end() - section.offset}};
    if (section.id == SectionId::Custom) row["name"] = section.custom_name;
    array.push_back(row);
  }
  return array;
}

Json imports_json(const Module& module) {
  Json array = Json::array();
  for (const Import& import : module.imports) {
    Json row{{"module", import.module}, {"name", import.name}, {"kind", name(import.kind)}};
    if (import.kind == ExternalKind::Function && import.type_index < module.types.size())
      row["type"] = describe(module.types[import.type_index]);
    array.push_back(row);
  }
  return array;
}

Json exports_json(const Module& module) {
  Json array = Json::array();
  for (const Export& exported : module.exports) {
    Json row{{"name", exported.name}, {"kind", name(exported.kind)}};
    if (const FunctionType* type = module.function_type(exported)) row["type"] = describe(*type);
    array.push_back(row);
  }
  return array;
}

Json memory_json(const Module& module) {
  if (!module.memory) return nullptr;
  Json json{{"minimumPages", module.memory->minimum_pages}};
  if (module.memory->maximum_pages) json["maximumPages"] = *module.memory->maximum_pages;
  return json;
}

Json slimming_json(const SlimResult& slimmed) {
  return {{"bytes", slimmed.content.size()},
          {"segmentsAfter", slimmed.segments_after},
          {"nameBytesDropped", slimmed.name_bytes_dropped},
          {"leftAlone", slimmed.left_alone}};
}

Json proposals_json(const Module& module) {
  Json array = Json::array();
  for (const ProposalUse& use : module.proposals)
    array.push_back({{"name", name(use.proposal)},
                     {"offset", use.offset},
                     {"validated", validation(use.proposal) == Validation::Complete}});
  return array;
}

Json producers_json(const Module& module) {
  Json array = Json::array();
  for (const Producer& producer : module.producers)
    array.push_back({{"field", producer.field}, {"name", producer.name}, {"version", producer.version}});
  return array;
}

Json guest_json(const GuestProof& proof) {
  Json json{{"findings", findings_json(proof.findings)}};
  json.update(guest_facts_json(proof));
  return json;
}

}  // namespace

std::string inspect_report_json(const InspectReport& report) {
  const Module& module = report.module;
  const Json json{{"file", module.file},
                  {"kind", name(module.kind)},
                  {"title", title(module.kind)},
                  {"bytes", report.content.size()},
                  {"sha256", report.digest.hex()},
                  {"go", module.go_version ? Json(module.go_version->text) : Json(nullptr)},
                  {"goFrom", module.go_version ? Json(name(module.go_version_place)) : Json(nullptr)},
                  {"buildId", module.build_id},
                  {"info", module.module_info ? module_info_json(*module.module_info) : Json(nullptr)},
                  {"producers", producers_json(module)},
                  {"proposals", proposals_json(module)},
                  {"sections", sections_json(module)},
                  {"imports", imports_json(module)},
                  {"exports", exports_json(module)},
                  {"memory", memory_json(module)},
                  {"data", {{"segments", module.data.segments}, {"bytes", module.data.bytes}}},
                  {"guest", report.guest ? guest_json(*report.guest) : Json(nullptr)},
                  {"slimming", report.slimmed ? slimming_json(*report.slimmed) : Json(nullptr)}};
  return json_text(json);
}

}  // namespace wasmpair

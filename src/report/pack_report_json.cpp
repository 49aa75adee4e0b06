#include <nlohmann/json.hpp>

#include "encode/budget_name.h"
#include "encode/codings.h"
#include "encode/levels.h"
#include "report/findings.h"
#include "report/json_text.h"
#include "report/pack_report.h"

namespace wasmpair {
namespace {

using Json = nlohmann::ordered_json;

Json encodings_json(const std::vector<EncodingReport>& encodings) {
  Json array = Json::array();
  for (const EncodingReport& encoding : encodings)
    array.push_back({{"encoding", info(encoding.coding).token},
                     {"bytes", encoding.bytes},
                     {"fromCache", encoding.origin == EncodingOrigin::Cache},
                     {"fromSharedCache", encoding.origin == EncodingOrigin::SharedCache}});
  return array;
}

Json file_json(const ManifestFile& file, const std::vector<EncodingReport>& encodings) {
  return {{"path", file.path}, {"bytes", file.bytes}, {"encodings", encodings_json(encodings)}};
}

Json deltas_json(const std::vector<DeltaReport>& deltas) {
  Json array = Json::array();
  for (const DeltaReport& delta : deltas)
    array.push_back({{"encoding", delta.encoding},
                     {"from", delta.from},
                     {"bytes", delta.bytes},
                     {"fromCache", delta.origin == EncodingOrigin::Cache},
                     {"fromSharedCache", delta.origin == EncodingOrigin::SharedCache}});
  return array;
}

Json budgets_json(const std::vector<BudgetUse>& budgets) {
  Json array = Json::array();
  for (const BudgetUse& use : budgets) {
    Json json{{"encoding", budget_name(use.budget)}, {"bytes", nullptr}, {"limit", use.budget.bytes}};
    if (use.bytes) json["bytes"] = *use.bytes;
    if (!use.from.empty()) json.update({{"from", use.from}, {"downloaded", use.downloaded}});
    array.push_back(std::move(json));
  }
  return array;
}

Json toolchain_json(const Toolchain& toolchain, const Shim& shim) {
  Json json{{"shim", toolchain.shim.path}, {"knownFor", shim.known_for}, {"resemblance", name(shim.resemblance)}};
  if (!toolchain.goroot.empty()) json["goroot"] = toolchain.goroot;
  if (toolchain.version) json["version"] = toolchain.version->text;
  return json;
}

Json bundle_json(const BundleReport& bundle) {
  const ManifestBundle& published = bundle.published;
  return {{"name", published.name},
          {"identifier", bundle.identifier},
          {"module", bundle.module_file},
          {"go", published.go_version},
          {"toolchain", toolchain_json(bundle.toolchain, bundle.shim)},
          {"pair", published.pair},
          {"source", {{"bytes", published.source_bytes}, {"sha256", published.source_sha256}}},
          {"slimming",
           {{"segmentsBefore", bundle.segments_before},
            {"segmentsAfter", bundle.segments_after},
            {"nameBytesDropped", bundle.name_bytes_dropped},
            {"leftAlone", bundle.left_alone}}},
          {"wasm", file_json(published.wasm, bundle.module_encodings)},
          {"deltas", deltas_json(bundle.deltas)},
          {"shim", file_json(published.shim, bundle.shim_encodings)},
          {"budgets", budgets_json(bundle.budgets)}};
}

Json shared_cache_json(const PackReport& report) {
  if (!report.shared_cache) return nullptr;
  const SharedCacheReport& shared = *report.shared_cache;
  return {{"url", shared.url}, {"read", shared.read}, {"stored", shared.stored}};
}

Json warnings_json(const PackReport& report) {
  Json array = Json::array();
  for (const Warning& warning : report.warnings)
    array.push_back({{"place", warning.place}, {"problem", warning.problem}, {"advice", warning.advice}});
  return array;
}

}  // namespace

std::string pack_report_json(const PackReport& report) {
  Json refusals = Json::array();
  for (const Refusal& refusal : report.refusals)
    refusals.push_back(
        {{"module", refusal.module_file}, {"shim", refusal.shim_file}, {"findings", findings_json(refusal.findings)}});
  Json bundles = Json::array();
  for (const BundleReport& bundle : report.bundles) bundles.push_back(bundle_json(bundle));
  Json json{{"published", report.refusals.empty()},
            {"level", level_name(report.level)},
            {"manifest", report.manifest_file},
            {"pages", report.page_files},
            {"kept", report.kept},
            {"written", report.written},
            {"unchanged", report.unchanged},
            {"encoded", report.encoded},
            {"fromCache", report.from_cache},
            {"sharedCache", shared_cache_json(report)},
            {"seconds", report.seconds},
            {"bundles", bundles},
            {"refusals", refusals},
            {"warnings", warnings_json(report)}};
  for (const ManifestAsset& asset : report.assets)
    json["assets"].push_back({{"name", asset.name}, {"path", asset.file.path}, {"bytes", asset.file.bytes}});
  return json_text(json);
}

}  // namespace wasmpair

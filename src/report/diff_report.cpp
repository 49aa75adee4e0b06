#include "report/diff_report.h"

#include <nlohmann/json.hpp>

#include "report/json_text.h"
#include "util/counts.h"

namespace wasmpair {
namespace {

std::string size_text(std::optional<std::uint64_t> bytes) { return bytes ? with_thousands(*bytes) : "–"; }

/// "+1,024  +0.3 %", or "" where one of the two is missing.
std::string change_text(const SizeChange& size) {
  if (!size.before || !size.after) return "";
  if (*size.before == *size.after) return "=";
  const bool is_more = *size.after > *size.before;
  const std::uint64_t by = is_more ? *size.after - *size.before : *size.before - *size.after;
  const double percent = *size.before == 0 ? 0 : 100.0 * static_cast<double>(by) / static_cast<double>(*size.before);
  return fmt::format("{0}{1}  {0}{2:.1f} %", is_more ? "+" : "-", with_thousands(by), percent);
}

std::string toolchain_text(const BundleDifference& bundle) {
  const std::string before = bundle.go_before;
  const std::string after = bundle.go_after;
  const bool is_in_both = bundle.change == BundleChange::Changed || bundle.change == BundleChange::Unchanged;
  if (!is_in_both || before == after) return before.empty() ? after : before;
  const auto known = [](const std::string& version) { return version.empty() ? "unknown Go" : version; };
  return fmt::format("{} -> {}", known(before), known(after));
}

std::vector<SizeChange> rows_of(const BundleDifference& bundle) {
  std::vector<SizeChange> rows = bundle.module;
  rows.push_back({"first visit", bundle.download.before, bundle.download.after});
  return rows;
}

/// Text padded on the left to a width in columns; "–" is one column and three bytes.
std::string right(const std::string& text, std::size_t width) {
  const std::size_t columns = text == "–" ? 1 : text.size();
  return std::string(width - std::min(width, columns), ' ') + text;
}

ReportText row_text(const SizeChange& row) {
  const std::string sizes = right(size_text(row.before), 13) + right(size_text(row.after), 13);
  const std::string change = change_text(row);
  return report_text("  {:<12}{}{}\n", row.what, sizes, change.empty() ? "" : "   " + change);
}

/// "65,160 bytes instead of 615,113".
std::string update_text(const BundleDifference& bundle) {
  const std::string whole = with_thousands(bundle.update_bytes);
  if (!bundle.delta_update_bytes) return whole + " bytes";
  return fmt::format("{} bytes instead of {}", with_thousands(*bundle.delta_update_bytes), whole);
}

ReportText bundle_text(const BundleDifference& bundle, const Console& console) {
  ReportText text = report_text("{}  {}  {}\n", console.emphasize(Emphasis::Strong, bundle.name), name(bundle.change),
                                toolchain_text(bundle));
  for (const SizeChange& row : rows_of(bundle)) text += row_text(row);
  return text + report_text("  a visitor of the earlier release downloads {}\n", update_text(bundle));
}

/// Those that differ: a release may have thousands that do not.
std::vector<AssetDifference> changed_assets(const ReleaseDifference& difference) {
  std::vector<AssetDifference> changed = difference.assets;
  std::erase_if(changed, [](const AssetDifference& asset) { return asset.change == BundleChange::Unchanged; });
  return changed;
}

ReportText assets_text(const ReleaseDifference& difference, const Console& console) {
  if (difference.assets.empty()) return {};
  const std::vector<AssetDifference> changed = changed_assets(difference);
  ReportText text = report_text("\n{}  {} unchanged\n", console.emphasize(Emphasis::Strong, "assets"),
                                difference.assets.size() - changed.size());
  for (const AssetDifference& asset : changed)
    text += report_text("  {:<12}{}{}   {}\n", name(asset.change), right(size_text(asset.download.before), 13),
                        right(size_text(asset.download.after), 13), asset.name);
  return text;
}

Markdown assets_markdown(const ReleaseDifference& difference) {
  if (difference.assets.empty()) return {};
  const std::vector<AssetDifference> changed = changed_assets(difference);
  Markdown text = markdown("\n### assets: {} unchanged\n", difference.assets.size() - changed.size());
  if (!changed.empty()) text += "\n| asset | | before | after | change |\n|---|---|---:|---:|---:|\n";
  for (const AssetDifference& asset : changed)
    text += markdown("| {} | {} | {} | {} | {} |\n", asset.name, name(asset.change), size_text(asset.download.before),
                     size_text(asset.download.after), change_text(asset.download));
  return text;
}

nlohmann::ordered_json json_of(std::optional<std::uint64_t> bytes) {
  return bytes ? nlohmann::ordered_json(*bytes) : nlohmann::ordered_json(nullptr);
}

nlohmann::ordered_json json_of(const std::string& version) {
  return version.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(version);
}

}  // namespace

ReportText diff_text(const ReleaseDifference& difference, const Console& console) {
  if (difference.bundles.empty()) return "no bundles in either release\n";
  ReportText text;
  for (const BundleDifference& bundle : difference.bundles)
    text += (text.empty() ? ReportText() : ReportText("\n")) + bundle_text(bundle, console);
  return text + assets_text(difference, console);
}

Markdown diff_markdown(const ReleaseDifference& difference) {
  if (difference.bundles.empty()) return "No bundles in either release.\n";
  Markdown text;
  for (const BundleDifference& bundle : difference.bundles) {
    const std::string toolchain = toolchain_text(bundle);
    text += markdown("{}### {}: {}{}\n\n| module | before | after | change |\n|---|---:|---:|---:|\n",
                     text.empty() ? Markdown() : Markdown("\n"), bundle.name, name(bundle.change),
                     toolchain.empty() ? "" : ", " + toolchain);
    for (const SizeChange& row : rows_of(bundle))
      text +=
          markdown("| {} | {} | {} | {} |\n", row.what, size_text(row.before), size_text(row.after), change_text(row));
    text += markdown("\nA visitor of the earlier release downloads {}.\n", update_text(bundle));
  }
  return text + assets_markdown(difference);
}

std::string diff_json(const ReleaseDifference& difference) {
  nlohmann::ordered_json bundles = nlohmann::ordered_json::array();
  for (const BundleDifference& bundle : difference.bundles) {
    nlohmann::ordered_json module = nlohmann::ordered_json::array();
    for (const SizeChange& size : bundle.module)
      module.push_back({{"what", size.what}, {"before", json_of(size.before)}, {"after", json_of(size.after)}});
    bundles.push_back(
        {{"name", bundle.name},
         {"change", name(bundle.change)},
         {"go", {{"before", json_of(bundle.go_before)}, {"after", json_of(bundle.go_after)}}},
         {"module", std::move(module)},
         {"download", {{"before", json_of(bundle.download.before)}, {"after", json_of(bundle.download.after)}}},
         {"updateBytes", bundle.update_bytes},
         {"deltaUpdateBytes", json_of(bundle.delta_update_bytes)}});
  }
  nlohmann::ordered_json document{{"bundles", std::move(bundles)}};
  for (const AssetDifference& asset : difference.assets)
    document["assets"].push_back(
        {{"name", asset.name},
         {"change", name(asset.change)},
         {"download", {{"before", json_of(asset.download.before)}, {"after", json_of(asset.download.after)}}}});
  return json_text(document);
}

}  // namespace wasmpair

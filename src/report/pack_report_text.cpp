#include <algorithm>

#include "encode/codings.h"
#include "encode/levels.h"
#include "report/findings.h"
#include "report/pack_report.h"
#include "report/shim_origin.h"
#include "util/counts.h"

namespace wasmpair {
namespace {

std::string origin_note(EncodingOrigin origin) {
  switch (origin) {
    case EncodingOrigin::Encoder:
      return "";
    case EncodingOrigin::Cache:
      return "from the cache";
    case EncodingOrigin::SharedCache:
      return "from the shared cache";
  }
  return "";
}

/// One line of a bundle's table: "  br          716,064    19.3 %   from the cache".
ReportText row(std::string_view label, std::uint64_t bytes, std::uint64_t linked, const std::string& note) {
  const double percent = 100.0 * static_cast<double>(bytes) / static_cast<double>(linked);
  const ReportText line = report_text("  {:<14}{:>13}{:>9.1f} %", label, with_thousands(bytes), percent);
  return (note.empty() ? line : line + report_text("   {}", note)) + "\n";
}

/// What a visitor with an earlier release downloads.
std::string delta_note(const DeltaReport& delta) {
  const std::string origin = origin_note(delta.origin);
  return fmt::format("from {}{}", delta.from, origin.empty() ? "" : ", " + origin);
}

std::string slim_note(const BundleReport& bundle) {
  std::string note;
  if (bundle.segments_after != bundle.segments_before)
    note = fmt::format("{} -> {} data segments", with_thousands(bundle.segments_before), bundle.segments_after);
  if (bundle.name_bytes_dropped != 0) note += std::string(note.empty() ? "" : ", ") + "no names";
  return note;
}

ReportText shim_row(const BundleReport& bundle) {
  ReportText line = report_text("  {:<14}{:>13}", "wasm_exec.js", with_thousands(bundle.published.shim.bytes));
  for (const EncodingReport& encoding : bundle.shim_encodings)
    line += report_text("   {} {}", info(encoding.coding).token, with_thousands(encoding.bytes));
  return line + "\n";
}

ReportText toolchain_line(const BundleReport& bundle) {
  const Toolchain& toolchain = bundle.toolchain;
  const std::string origin = toolchain.version ? toolchain.version->text + "  " : "";
  ReportText line = report_text("  shim of {}{}\n", origin, toolchain.shim.path);
  if (bundle.shim.resemblance != Resemblance::Same)
    line += wrap(report_text("{}", shim_origin(bundle.shim, toolchain.version)), 4);
  return line;
}

ReportText bundle_text(const BundleReport& bundle, const Console& console) {
  const ManifestBundle& published = bundle.published;
  const std::uint64_t linked = published.source_bytes;
  ReportText text = report_text("{}  {}  pair {}\n", console.emphasize(Emphasis::Strong, published.name),
                                published.go_version, published.pair.substr(0, 16));
  if (bundle.identifier != published.name) text += report_text("  in templates: bundles.{}\n", bundle.identifier);
  text += toolchain_line(bundle);
  text += console.emphasize(Emphasis::Faint, report_text("  {:<14}{:>13}{:>11}", "", "bytes", "of linked")) + "\n";
  text += row("as linked", linked, linked, "");
  if (published.wasm.sha256 != published.source_sha256)
    text += row("slimmed", published.wasm.bytes, linked, slim_note(bundle));
  for (const EncodingReport& encoding : bundle.module_encodings)
    text += row(info(encoding.coding).token, encoding.bytes, linked, origin_note(encoding.origin));
  for (const DeltaReport& delta : bundle.deltas) text += row(delta.encoding, delta.bytes, linked, delta_note(delta));
  text += shim_row(bundle);
  for (const std::string& reason : bundle.left_alone) text += report_text("  note: {}\n", reason);
  return text + "\n";
}

/// One line, because a release may have thousands.
ReportText assets_text(const PackReport& report, const Console& console) {
  if (report.assets.empty()) return {};
  std::uint64_t bytes = 0;
  std::size_t stable = 0;
  for (const ManifestAsset& asset : report.assets) {
    bytes += asset.file.bytes;
    if (asset.file.path == asset.name) ++stable;
  }
  return report_text("{}  {}, {} bytes, {} of them under their own names\n\n",
                     console.emphasize(Emphasis::Strong, "assets"), count_of(report.assets.size(), "file"),
                     with_thousands(bytes), stable);
}

ReportText published_text(const PackReport& report, const Console& console) {
  ReportText text = report_text("{} {}: {} written, {} unchanged\n", console.emphasize(Emphasis::Good, "published"),
                                report.manifest_file, count_of(report.written, "file"), report.unchanged);
  const std::size_t shared = report.shared_cache ? report.shared_cache->read : 0;
  text += report_text("{} level in {:.2f} s, {} of {} from the cache\n", level_name(report.level), report.seconds,
                      report.from_cache, count_of(report.from_cache + shared + report.encoded, "encoding"));
  if (report.shared_cache)
    text +=
        report_text("shared cache: {} read, {} stored\n", count_of(shared, "encoding"), report.shared_cache->stored);
  if (report.kept.empty())
    for (const std::string& page : report.page_files) text += report_text("page: {}\n", page);
  for (const std::string& page : report.kept)
    text += report_text("note: {} is not wasmpair's and was left unchanged\n", page);
  if (std::ranges::any_of(report.bundles, [](const BundleReport& bundle) { return !bundle.deltas.empty(); }))
    text +=
        "note: deltas are used by the servers of wasmpair config nginx, caddy, apache,\n"
        "  cloudfront and go; other hosts leave them unused\n";
  return text;
}

}  // namespace

ReportText pack_report_text(const PackReport& report, const Console& console) {
  ReportText text;
  for (const BundleReport& bundle : report.bundles) text += bundle_text(bundle, console);
  text += assets_text(report, console);
  if (report.refusals.empty()) text += published_text(report, console);
  return text;
}

ReportText warnings_text(const PackReport& report, const Console& console) {
  ReportText text;
  for (const Warning& warning : report.warnings)
    text += report_text("{}: {}: {}\n{}", console.emphasize(Emphasis::Bad, "warning"), warning.place, warning.problem,
                        wrap(report_lines(warning.advice), 2));
  return text;
}

ReportText refusals_text(const PackReport& report, const Console& console) {
  ReportText text;
  for (const Refusal& refusal : report.refusals)
    text += findings_text({refusal.module_file, refusal.shim_file}, refusal.findings, console) + "\n";
  if (!text.empty()) text += "nothing was published\n";
  return text;
}

}  // namespace wasmpair

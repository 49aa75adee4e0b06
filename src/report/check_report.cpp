#include "report/check_report.h"

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "report/findings.h"
#include "report/json_text.h"

namespace wasmpair {
namespace {

using Json = nlohmann::ordered_json;

std::string shim_file(const CheckReport& report) { return report.toolchain ? report.toolchain->shim.path : ""; }

std::string go_version(const CheckReport& report) {
  return report.module.go_version ? report.module.go_version->text : "";
}

Json shim_json(const CheckReport& report) {
  if (!report.shim) return nullptr;
  Json json{{"file", shim_file(report)}, {"sha256", report.shim->digest.hex()}, {"knownFor", report.shim->known_for}};
  if (!report.shim->same_code_as.empty()) json["sameCodeAs"] = report.shim->same_code_as;
  if (!report.toolchain->shim.restored.empty()) json["restored"] = report.toolchain->shim.restored;
  if (!report.toolchain->goroot.empty()) json["goroot"] = report.toolchain->goroot;
  if (report.toolchain->version) json["toolchain"] = report.toolchain->version->text;
  return json;
}

/// Consecutive minor versions: "go1.24 to go1.27".
std::string range(const std::vector<std::string>& releases) {
  return releases.size() == 1 ? releases[0] : releases.front() + " to " + releases.back();
}

/// Whose the shim is: a release's own, or which one it is accepted as.
ReportText shim_origin(const CheckReport& report) {
  const Shim& shim = *report.shim;
  const std::string& restored = report.toolchain->shim.restored;
  if (!shim.is_known())
    return shim.same_code_as.empty()
               ? report_text("no release's own\n")
               : report_text("no release's own: the code of {}, but other white space or comments\n",
                             range(shim.same_code_as));
  const ReportText of = report_text("that of {}", range(shim.known_for));
  if (restored.empty()) return of + "\n";
  return of + report_text("\n          but for {}: pack publishes the release's bytes\n", restored);
}

}  // namespace

ReportText check_report_text(const CheckReport& report, const Console& console) {
  const std::string& module_file = report.module.file;
  if (!report.findings.empty()) return findings_text({module_file, shim_file(report)}, report.findings, console);
  const std::string version = go_version(report);
  return report_text("{} {}\n  module  {}{}\n  shim    {}\n          ", console.emphasize(Emphasis::Good, "fits"),
                     module_file, version.empty() ? "" : "built by ", version, shim_file(report)) +
         shim_origin(report);
}

std::string check_report_json(const CheckReport& report) {
  const Json json{
      {"fits", report.findings.empty()},
      {"module", {{"file", report.module.file}, {"kind", name(report.module.kind)}, {"go", go_version(report)}}},
      {"shim", shim_json(report)},
      {"findings", findings_json(report.findings)}};
  return json_text(json);
}

}  // namespace wasmpair

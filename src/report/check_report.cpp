#include "report/check_report.h"

#include <nlohmann/json.hpp>

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
  if (!report.toolchain->goroot.empty()) json["goroot"] = report.toolchain->goroot;
  if (report.toolchain->version) json["toolchain"] = report.toolchain->version->text;
  return json;
}

}  // namespace

ReportText check_report_text(const CheckReport& report, const Console& console) {
  const std::string& module_file = report.module.file;
  if (!report.findings.empty()) return findings_text({module_file, shim_file(report)}, report.findings, console);
  const std::string version = go_version(report);
  return report_text("{} {}\n  module  {}{}\n  shim    {}\n", console.emphasize(Emphasis::Good, "fits"), module_file,
                     version.empty() ? "" : "built by ", version, shim_file(report));
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

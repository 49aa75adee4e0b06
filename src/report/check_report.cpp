#include "report/check_report.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "report/findings.h"
#include "report/json_text.h"
#include "report/shim_origin.h"

namespace wasmpair {
namespace {

using Json = nlohmann::ordered_json;

std::string shim_file(const CheckReport& report) { return report.toolchain ? report.toolchain->shim.path : ""; }

/// "built by go1.24.4", and where the module says so if its linker's section is gone.
std::string module_fact(const Module& module) {
  if (!module.go_version) return "";
  const char* place =
      module.go_version_place == VersionPlace::Data ? " (runtime.buildVersion in its data; no section says it)" : "";
  return fmt::format("built by {}{}", module.go_version->text, place);
}

Json module_json(const Module& module) {
  Json json{{"file", module.file}, {"kind", name(module.kind)}, {"go", ""}};
  if (!module.go_version) return json;
  json["go"] = module.go_version->text;
  json["goFrom"] = name(module.go_version_place);
  return json;
}

Json shim_json(const CheckReport& report) {
  if (!report.shim) return nullptr;
  Json json{{"file", shim_file(report)},
            {"sha256", report.shim->digest.hex()},
            {"knownFor", report.shim->known_for},
            {"resemblance", name(report.shim->resemblance)}};
  if (!report.toolchain->goroot.empty()) json["goroot"] = report.toolchain->goroot;
  if (report.toolchain->version) json["toolchain"] = report.toolchain->version->text;
  return json;
}

}  // namespace

ReportText check_report_text(const CheckReport& report, const Console& console) {
  const std::string& module_file = report.module.file;
  if (!report.findings.empty()) return findings_text({module_file, shim_file(report)}, report.findings, console);
  return report_text("{} {}\n  module  {}\n  shim    {}\n", console.emphasize(Emphasis::Good, "fits"), module_file,
                     module_fact(report.module), shim_file(report)) +
         wrap(report_text("{}", shim_origin(*report.shim, report.toolchain->version)), 10);
}

std::string check_report_json(const CheckReport& report) {
  const Json json{{"fits", report.findings.empty()},
                  {"module", module_json(report.module)},
                  {"shim", shim_json(report)},
                  {"findings", findings_json(report.findings)}};
  return json_text(json);
}

}  // namespace wasmpair

#include "wasmpair/inspect.h"

#include "util/files.h"
#include "wasmpair/module.h"
#include "wasmpair/slim.h"

namespace wasmpair {

InspectReport inspect(const std::string& module_file) {
  InspectReport report;
  report.content = read_file(module_file);
  report.module = read_module(report.content, module_file);
  report.digest = sha256(report.content);
  if (report.module.kind != ModuleKind::NotWasm) report.slimmed = slim(report.module, {});
  if (uses_wasi(report.module)) report.guest = prove_guest(report.module, {});
  return report;
}

}  // namespace wasmpair

#include "wasmpair/check.h"

#include "commands/module_directory.h"
#include "toolchain/locate.h"
#include "util/files.h"
#include "wasmpair/module.h"
#include "wasmpair/proof.h"
#include "wasmpair/shim.h"

namespace wasmpair {

CheckReport check(const CheckRequest& request) {
  CheckReport report;
  report.content = read_file(request.module_file);
  report.module = read_module(report.content, request.module_file);
  report.findings = prove_kind(report.module);
  if (!report.findings.empty()) return report;
  const ToolchainRequest toolchain_request = with_module_directory(request.toolchain, request.module_file);
  report.toolchain = locate(toolchain_request, {request.module_file, report.module.go_version}, nullptr);
  report.shim = read_shim(report.toolchain->shim.content, report.toolchain->shim.path);
  report.findings = prove(report.module, *report.shim, report.toolchain->version, request.proof);
  return report;
}

}  // namespace wasmpair

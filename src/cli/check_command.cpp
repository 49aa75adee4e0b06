#include "wasmpair/check.h"

#include "cli/check_report.h"
#include "cli/command.h"
#include "cli/values.h"

namespace wasmpair {
namespace {

namespace po = boost::program_options;

std::vector<po::options_description> options() {
  po::options_description report("Report");
  report.add_options()("json", "the report as JSON")("help", "this text");
  return {toolchain_options(), proof_options(), report};
}

ExitStatus run(const OptionValues& values, const Streams& streams) {
  const std::vector<std::string> files = operands(values);
  if (files.size() != 1) fail_usage("check needs one module", "Name the .wasm file that `go build` wrote.");
  const CheckReport report = check({files[0], toolchain_request(values), proof_request(values)});
  streams.out.print(is_set(values, "json") ? check_report_json(report) : check_report_text(report, streams.out));
  return report.findings.empty() ? ExitStatus::Done : ExitStatus::HasFindings;
}

}  // namespace

Command check_command() {
  return {"check", "MODULE.wasm [--shim FILE | --goroot DIR] [options]",
          "Prove that a module and a wasm_exec.js fit, publishing nothing", options, run};
}

}  // namespace wasmpair

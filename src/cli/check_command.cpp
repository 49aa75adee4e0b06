#include "wasmpair/check.h"

#include "cli/command.h"
#include "cli/github_option.h"
#include "cli/values.h"
#include "report/check_report.h"

namespace wasmpair {
namespace {

namespace po = boost::program_options;

std::vector<po::options_description> options() {
  po::options_description report("Report");
  report.add_options()("json", "the report as JSON")("github", "annotations and summary for GitHub Actions")(
      "help,h", "this text");
  return {toolchain_options(), proof_options(), report};
}

ExitStatus run(const OptionValues& values, const Streams& streams) {
  const std::vector<std::string> files = operands(values);
  if (files.size() != 1) fail_usage("check needs one module", "Name the .wasm file that `go build` wrote.");
  const std::optional<GithubStep> github = github_step(values);
  const CheckReport report = check({files[0], toolchain_request(values), proof_request(values)});
  if (is_set(values, "json"))
    streams.out.write(check_report_json(report));
  else
    streams.out.print(shown_by(github, check_report_text(report, streams.out)));
  if (github) github->report(github_report(report), {is_set(values, "json") ? streams.err : streams.out, streams.err});
  return report.findings.empty() ? ExitStatus::Done : ExitStatus::HasFindings;
}

}  // namespace

Command check_command() {
  return {"check", "MODULE.wasm [--shim FILE | --goroot DIR] [options]",
          "Prove that a module and a wasm_exec.js fit, without publishing", options, run};
}

}  // namespace wasmpair

#include "wasmpair/inspect.h"

#include "cli/command.h"
#include "cli/values.h"
#include "report/inspect_report.h"

namespace wasmpair {
namespace {

namespace po = boost::program_options;

std::vector<po::options_description> options() {
  po::options_description report("Report");
  report.add_options()("json", "the report as JSON")("help,h", "this text");
  return {report};
}

ExitStatus run(const OptionValues& values, const Streams& streams) {
  const std::vector<std::string> files = operands(values);
  if (files.size() != 1) fail_usage("inspect needs one module", "Name a .wasm file.");
  const InspectReport report = inspect(files[0]);
  if (is_set(values, "json"))
    streams.out.write(inspect_report_json(report));
  else
    streams.out.print(inspect_report_text(report, streams.out));
  return ExitStatus::Done;
}

}  // namespace

Command inspect_command() {
  return {"inspect", "MODULE.wasm [--json]", "Describe a module, what it needs, and what slimming would do", options,
          run};
}

}  // namespace wasmpair

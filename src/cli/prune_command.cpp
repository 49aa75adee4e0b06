#include "cli/command.h"
#include "cli/retention_option.h"
#include "cli/values.h"
#include "report/prune_report.h"

namespace wasmpair {
namespace {

namespace po = boost::program_options;

std::vector<po::options_description> options() {
  po::options_description what("What stays");
  add_retention_options(what);
  what.add_options()("dry-run", "delete nothing");
  po::options_description report("Report");
  report.add_options()("json", "as JSON on standard output")("help,h", "this text");
  return {what, report};
}

PruneRequest request_from(const OptionValues& values) {
  const std::vector<std::string> directories = operands(values);
  if (directories.size() != 1) fail_usage("prune needs a directory", "Name the directory of wasmpair.json.");
  PruneRequest request;
  request.directory = directories[0];
  request.retention = retention_from(values);
  if (is_set(values, "dry-run")) request.pruning = Pruning::DryRun;
  return request;
}

ExitStatus run(const OptionValues& values, const Streams& streams) {
  const PruneRequest request = request_from(values);
  ProgressLine progress(streams.err);
  const PruneReport report = prune(request, &progress);
  if (is_set(values, "json"))
    streams.out.write(prune_json(report, request.pruning));
  else
    streams.out.print(prune_text(report, request.pruning, streams.out));
  return ExitStatus::Done;
}

}  // namespace

Command prune_command() {
  return {"prune", "DIR [options]", "Delete the files that only old releases need", options, run};
}

}  // namespace wasmpair

#include "cli/command.h"
#include "cli/duration.h"
#include "cli/values.h"
#include "report/prune_report.h"

namespace wasmpair {
namespace {

namespace po = boost::program_options;

/// More than a manifest can name.
constexpr unsigned max_keep = 1000;

std::vector<po::options_description> options() {
  po::options_description what("What stays");
  what.add_options()("keep", po::value<std::string>()->value_name("N"),
                     "how many releases before the last one (default: 3)")(
      "min-age", po::value<std::string>()->value_name("AGE"),
      "every release whose successor is younger, such as 12h or 7d (default: 1d)")("dry-run", "delete nothing");
  po::options_description report("Report");
  report.add_options()("json", "as JSON on standard output")("help,h", "this text");
  return {what, report};
}

PruneRequest request_from(const OptionValues& values) {
  const std::vector<std::string> directories = operands(values);
  if (directories.size() != 1) fail_usage("prune needs a directory", "Name the directory of wasmpair.json.");
  PruneRequest request;
  request.directory = directories[0];
  if (is_set(values, "keep")) request.keep = parse_count("--keep", text_value(values, "keep"), 0, max_keep);
  if (is_set(values, "min-age")) request.min_age = parse_duration("--min-age", text_value(values, "min-age"));
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

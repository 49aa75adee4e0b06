#include "cli/command.h"
#include "cli/values.h"
#include "report/diff_report.h"
#include "wasmpair/manifest.h"

namespace wasmpair {
namespace {

namespace po = boost::program_options;

std::vector<po::options_description> options() {
  po::options_description report("Report");
  report.add_options()("markdown", "as GitHub Flavored Markdown")("json", "as JSON")("help,h", "this text");
  return {report};
}

ExitStatus run(const OptionValues& values, const Streams& streams) {
  const std::vector<std::string> files = operands(values);
  if (files.size() != 2) fail_usage("diff needs two manifests", "Name the earlier wasmpair.json, then the later one.");
  if (is_set(values, "json") && is_set(values, "markdown"))
    fail_usage("--json and --markdown cannot be combined", "Give only one of them.");
  const ReleaseDifference difference = compare(read_manifest_file(files[0]), read_manifest_file(files[1]));
  if (is_set(values, "json"))
    streams.out.write(diff_json(difference));
  else if (is_set(values, "markdown"))
    streams.out.write(diff_markdown(difference).str());
  else
    streams.out.print(diff_text(difference, streams.out));
  return ExitStatus::Done;
}

}  // namespace

Command diff_command() {
  return {"diff", "OLD.json NEW.json [options]", "Compare two releases: what changes for visitors", options, run};
}

}  // namespace wasmpair

#include "cli/command.h"
#include "cli/github_option.h"
#include "cli/values.h"
#include "report/verify_report.h"
#include "wasmpair/verify.h"

namespace wasmpair {
namespace {

namespace po = boost::program_options;

std::vector<po::options_description> options() {
  const auto word = [](const char* name) { return po::value<std::string>()->value_name(name); };
  po::options_description release("The release");
  release.add_options()("manifest", word("FILE"), "the manifest that should be deployed (default: the deployed one)")(
      "previous", po::value<std::vector<std::string>>()->value_name("FILE"),
      "the manifest of an earlier release, whose files must still be available (repeatable)")(
      "no-pages", "skip the pages: the site renders its own")(
      "strict", "fail for warnings, too: what is slower or untidier than it should be");
  po::options_description connection("Connection");
  connection.add_options()(
      "allow-host", po::value<std::vector<std::string>>()->value_name("HOST"),
      "follow URLs and redirects to this host, or HOST:PORT, besides the site and its base (repeatable)")(
      "certificates", word("FILE"), "trusted certificates in PEM (default: the system's)")(
      "stall-time", word("SECONDS"), "how long a server may send nothing (default: 20)")(
      "total-time", word("SECONDS"), "how long the whole run may take (default: 600)");
  po::options_description report("Report");
  report.add_options()("json", "the report as JSON")("github", "annotations and summary for GitHub Actions")(
      "help,h", "this text");
  return {release, connection, report};
}

std::chrono::seconds seconds_value(const OptionValues& values, const char* option, std::chrono::seconds fallback) {
  if (!is_set(values, option)) return fallback;
  return std::chrono::seconds(parse_count(std::string("--") + option, text_value(values, option), 1, 86400));
}

VerifyRequest request_from(const OptionValues& values) {
  const std::vector<std::string> words = operands(values);
  if (words.size() != 1)
    fail_usage("verify needs one URL",
               "Give the URL of the directory with wasmpair.json, such as https://example.org/app/.");
  VerifyRequest request;
  request.url = words[0];
  request.manifest_file = text_value(values, "manifest");
  request.previous = text_values(values, "previous");
  request.allowed_hosts = text_values(values, "allow-host");
  request.certificates = text_value(values, "certificates");
  request.stall_time = seconds_value(values, "stall-time", request.stall_time);
  request.total_time = seconds_value(values, "total-time", request.total_time);
  request.warnings = is_set(values, "strict") ? VerifyWarnings::CountAsFindings : VerifyWarnings::Tolerate;
  request.pages = is_set(values, "no-pages") ? VerifyPages::LeaveOut : VerifyPages::Verify;
  return request;
}

VerifyReport verify_with_progress(const VerifyRequest& request, const Streams& streams) {
  ProgressLine progress(streams.err);
  return verify(request, &progress);
}

ExitStatus run(const OptionValues& values, const Streams& streams) {
  const VerifyRequest request = request_from(values);
  const std::optional<GithubStep> github = github_step(values);
  const VerifyReport report = verify_with_progress(request, streams);
  if (is_set(values, "json"))
    streams.out.write(verify_report_json(report));
  else
    streams.out.print(shown_by(github, verify_report_text(report, streams.out)));
  if (github) github->report(github_report(report), {is_set(values, "json") ? streams.err : streams.out, streams.err});
  return report.findings.empty() ? ExitStatus::Done : ExitStatus::HasFindings;
}

}  // namespace

Command verify_command() {
  return {"verify", "URL [--manifest FILE] [options]", "Check a live site's responses for every file of a release",
          options, run};
}

}  // namespace wasmpair

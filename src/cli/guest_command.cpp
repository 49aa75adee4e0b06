#include "cli/command.h"
#include "cli/github_option.h"
#include "cli/guest_request.h"
#include "cli/values.h"
#include "report/guest_package_report.h"
#include "wasmpair/check_guest_package.h"

namespace wasmpair {
namespace {

PackGuestReport pack_with_progress(const PackGuestRequest& request, const OptionValues& values,
                                   const Streams& streams) {
  if (is_set(values, "quiet")) return pack_guest(request, nullptr);
  ProgressLine progress(streams.err);
  return pack_guest(request, &progress);
}

/// The operand, or "": a check needs none.
std::string module_of_check(const OptionValues& values) {
  const std::vector<std::string> files = operands(values);
  if (files.size() > 1) fail_usage("guest needs one module", "Name one .wasm file, or none with --check.");
  return files.empty() ? "" : files[0];
}

ExitStatus check_package(const OptionValues& values, const Streams& streams) {
  const std::string directory = text_value(values, "out");
  if (directory.empty()) fail_usage("guest --check needs --out DIR", "Name the directory of the Go package.");
  const CheckGuestPackageReport report = check_guest_package(directory, module_of_check(values));
  const std::optional<GithubStep> github = github_step(values);
  if (is_set(values, "json"))
    streams.out.write(guest_package_check_json(report));
  else
    streams.err.print(shown_by(github, guest_package_check_text(report, streams.err)));
  if (github) github->report(github_report(report), {streams.err, streams.err});
  return report.findings.empty() ? ExitStatus::Done : ExitStatus::HasFindings;
}

ExitStatus write_sdk(const OptionValues& values, const Streams& streams) {
  if (!operands(values).empty() || is_set(values, "out") || is_set(values, "check"))
    fail_usage("--sdk is a run of its own", "Write the package first; build the module with it; then pack it.");
  const std::string file = write_guest_sdk(text_value(values, "sdk"));
  if (!is_set(values, "quiet")) streams.err.print(report_text("wrote {}\n", file));
  return ExitStatus::Done;
}

ExitStatus pack_module(const OptionValues& values, const Streams& streams) {
  const PackGuestRequest request = pack_guest_request(values);
  const std::optional<GithubStep> github = github_step(values);
  PackGuestReport report = pack_with_progress(request, values, streams);
  if (is_set(values, "quiet")) report.warnings.clear();
  if (is_set(values, "json"))
    streams.out.write(guest_package_json(report));
  else
    streams.err.print(shown_by(
        github,
        guest_package_text(report, is_set(values, "quiet") ? Detail::Problems : Detail::Everything, streams.err)));
  if (github) github->report(github_report(report), {streams.err, streams.err});
  return report.findings.empty() ? ExitStatus::Done : ExitStatus::HasFindings;
}

ExitStatus run(const OptionValues& values, const Streams& streams) {
  if (is_set(values, "sdk")) return write_sdk(values, streams);
  if (is_set(values, "check")) return check_package(values, streams);
  return pack_module(values, streams);
}

}  // namespace

Command guest_command() {
  return {"guest", "MODULE.wasm --out DIR [options]", "Contain a WASI module, and write the Go package that runs it",
          pack_guest_options, run};
}

}  // namespace wasmpair

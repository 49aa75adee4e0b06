#include <optional>

#include "cli/command.h"
#include "cli/github_option.h"
#include "cli/pack_request.h"
#include "cli/values.h"
#include "report/pack_report.h"

namespace wasmpair {
namespace {

PackReport pack_with_progress(const PackRequest& request, const OptionValues& values, const Streams& streams) {
  if (is_set(values, "quiet")) return pack(request, nullptr);
  ProgressLine progress(streams.err);
  return pack(request, &progress);
}

ExitStatus run(const OptionValues& values, const Streams& streams) {
  const PackRequest request = pack_request(values);
  const std::optional<GithubStep> github = github_step(values);
  PackReport report = pack_with_progress(request, values, streams);
  if (is_set(values, "json")) {
    streams.out.write(pack_report_json(report));
  } else {
    const ReportText text = is_set(values, "quiet")
                                ? ReportText()
                                : pack_report_text(report, streams.err) + warnings_text(report, streams.err);
    streams.err.print(shown_by(github, text + refusals_text(report, streams.err)));
  }
  if (is_set(values, "quiet")) report.warnings.clear();
  if (github) github->report(github_report(report), {streams.err, streams.err});
  return report.refusals.empty() ? ExitStatus::Done : ExitStatus::HasFindings;
}

}  // namespace

Command pack_command() {
  return {"pack", "MODULE.wasm [MORE.wasm …] --out DIR [options]",
          "Prove, slim, hash, compress and publish modules with their shims", pack_options, run};
}

}  // namespace wasmpair

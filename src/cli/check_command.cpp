#include "wasmpair/check.h"

#include <fmt/format.h>

#include <array>

#include "cli/command.h"
#include "cli/github_option.h"
#include "cli/guest_request.h"
#include "cli/values.h"
#include "report/check_report.h"
#include "report/guest_report.h"
#include "util/printable.h"
#include "wasmpair/check_guest.h"

namespace wasmpair {
namespace {

namespace po = boost::program_options;

std::vector<po::options_description> options() {
  po::options_description report("Report");
  report.add_options()("json", "the report as JSON")("github", "annotations and summary for GitHub Actions")(
      "help,h", "this text");
  po::options_description host("Host");
  host.add_options()("for", po::value<std::string>()->value_name("HOST"),
                     "what runs the module: browser (default), or wasi for a guest of a Go server");
  return {toolchain_options(), proof_options(), host, guest_options(), report};
}

enum class Host { Browser, Wasi };

Host host(const OptionValues& values) {
  const std::string text = is_set(values, "for") ? text_value(values, "for") : "browser";
  if (text == "browser") return Host::Browser;
  if (text == "wasi") return Host::Wasi;
  fail_usage(fmt::format("--for {} is not a host", printable(text)), "Choose browser or wasi.");
}

/// Options that one host has and the other lacks are mistakes.
void expect_options_of(Host host, const OptionValues& values) {
  constexpr std::array of_browsers = {"shim", "goroot", "go", "module-dir", "allow-import", "allow-unknown-shim"};
  constexpr std::array of_guests = {"memory", "entry", "convention"};
  const auto reject = [&](const char* option, const char* other) {
    if (is_set(values, option))
      fail_usage(fmt::format("--{} is only for --for {}", option, other), "Leave out one of the two.");
  };
  if (host == Host::Wasi)
    for (const char* option : of_browsers) reject(option, "browser");
  else
    for (const char* option : of_guests) reject(option, "wasi");
}

/// Prints the report of a check in the requested forms.
template <typename Report>
void print(const Report& report, const OptionValues& values, const Streams& streams, const ReportText& text,
           const std::string& json) {
  const std::optional<GithubStep> github = github_step(values);
  if (is_set(values, "json"))
    streams.out.write(json);
  else
    streams.out.print(shown_by(github, text));
  if (github) github->report(github_report(report), {is_set(values, "json") ? streams.err : streams.out, streams.err});
}

ExitStatus check_for_wasi(const std::string& file, const OptionValues& values, const Streams& streams) {
  const CheckGuestReport report = check_guest({file, guest_values(values)});
  print(report, values, streams, guest_report_text(report, streams.out), guest_report_json(report));
  return report.proof.findings.empty() ? ExitStatus::Done : ExitStatus::HasFindings;
}

ExitStatus check_for_browser(const std::string& file, const OptionValues& values, const Streams& streams) {
  const CheckReport report = check({file, toolchain_request(values), proof_request(values)});
  print(report, values, streams, check_report_text(report, streams.out), check_report_json(report));
  return report.findings.empty() ? ExitStatus::Done : ExitStatus::HasFindings;
}

ExitStatus run(const OptionValues& values, const Streams& streams) {
  const std::vector<std::string> files = operands(values);
  if (files.size() != 1) fail_usage("check needs one module", "Name the .wasm file that `go build` wrote.");
  expect_options_of(host(values), values);
  return host(values) == Host::Wasi ? check_for_wasi(files[0], values, streams)
                                    : check_for_browser(files[0], values, streams);
}

}  // namespace

Command check_command() {
  return {"check", "MODULE.wasm [--shim FILE | --goroot DIR] [options]",
          "Prove that a module and a wasm_exec.js fit, without publishing", options, run};
}

}  // namespace wasmpair

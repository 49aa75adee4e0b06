#include <fmt/format.h>

#include <algorithm>

#include "cli/command.h"
#include "cli/proxy_option.h"
#include "cli/rate.h"
#include "cli/values.h"
#include "preview/faults.h"
#include "report/dev_report.h"
#include "wasmpair/serve.h"

namespace wasmpair {
namespace {

namespace po = boost::program_options;

const auto word = [](const char* name) { return po::value<std::string>()->value_name(name); };

std::string fault_names() {
  std::vector<std::string_view> names;
  for (const FaultInfo& fault : fault_table()) names.push_back(fault.name);
  return fmt::format("{}", fmt::join(names, ", "));
}

std::string fault_help() {
  std::string text = "simulate a fault (repeatable):";
  for (const FaultInfo& fault : fault_table()) text += fmt::format("\n{}: {}", fault.name, fault.summary);
  return text;
}

std::vector<po::options_description> options() {
  po::options_description listening("Listening, on 127.0.0.1");
  listening.add_options()("port", word("N"), "the port; 0 picks a free one (default: 8080)")(
      "proxy", po::value<std::vector<std::string>>()->value_name("PATH=URL"),
      "the server for requests below a path (repeatable): /api=http://127.0.0.1:3000");
  po::options_description simulation("Simulation");
  simulation.add_options()("throttle", word("SPEED"), "the maximum speed of a connection, such as 1.5mbit")(
      "fault", po::value<std::vector<std::string>>()->value_name("FAULT"), fault_help().c_str());
  po::options_description report("Report");
  report.add_options()("verbose", "report each request even if standard error is not a terminal")("help,h",
                                                                                                  "this text");
  return {listening, simulation, report};
}

Fault fault_from(const std::string& name) {
  const std::optional<Fault> fault = parse_fault(name);
  if (!fault) fail_usage(fmt::format("--fault cannot be '{}'", name), fmt::format("Give one of {}.", fault_names()));
  return *fault;
}

PreviewOptions request_from(const OptionValues& values) {
  constexpr unsigned last_port = 65535;
  const std::vector<std::string> directories = operands(values);
  if (directories.size() != 1) fail_usage("serve needs one directory", "Name the output directory of `wasmpair pack`.");
  PreviewOptions request;
  request.directory = directories[0];
  if (is_set(values, "port"))
    request.port = static_cast<std::uint16_t>(parse_count("--port", text_value(values, "port"), 0, last_port));
  if (is_set(values, "throttle")) request.bytes_per_second = parse_rate("--throttle", text_value(values, "throttle"));
  for (const std::string& name : text_values(values, "fault")) request.faults.push_back(fault_from(name));
  for (const std::string& proxy : text_values(values, "proxy")) request.proxies.push_back(parse_proxy(proxy));
  return request;
}

/// The URL goes to standard output, so that a script that asked for port 0 can read it; everything else goes to
/// standard error.
class Log : public PreviewObserver {
 public:
  enum class Requests { Reported, Silent };

  Log(const Streams& streams, Requests requests) : streams_(streams), requests_(requests) {}

  void listening(const std::string& url) override {
    streams_.out.print(report_text("{}\n", url));
    streams_.out.flush();
  }

  void responded(const ServedRequest& request) override {
    if (requests_ == Requests::Silent) return;
    streams_.err.print(request_text(request, streams_.err));
  }

  void reloaded() override {
    if (requests_ == Requests::Reported) streams_.err.print("new release: open pages reload\n");
  }

  void noticed(const std::string& text) override {
    streams_.err.print(report_text("wasmpair: {}\n", report_lines(text)));
  }

 private:
  const Streams& streams_;
  Requests requests_;
};

ExitStatus run(const OptionValues& values, const Streams& streams) {
  const PreviewOptions request = request_from(values);
  const bool reports = is_set(values, "verbose") || streams.err.is_terminal();
  Log log(streams, reports ? Log::Requests::Reported : Log::Requests::Silent);
  serve(request, log);
  return ExitStatus::Done;
}

}  // namespace

Command serve_command() {
  return {"serve", "DIR [options]", "Preview a release with correct responses or simulated faults", options, run};
}

}  // namespace wasmpair

#include <algorithm>
#include <thread>

#include "cli/command.h"
#include "cli/proxy_option.h"
#include "cli/values.h"
#include "report/dev_report.h"
#include "util/platform/browser.h"
#include "util/platform/directories.h"
#include "wasmpair/dev.h"

namespace wasmpair {
namespace {

namespace po = boost::program_options;

const auto word = [](const char* name) { return po::value<std::string>()->value_name(name); };
const auto words = [](const char* name) { return po::value<std::vector<std::string>>()->value_name(name); };

po::options_description page_options() {
  po::options_description page("The page, as for pack");
  auto add = page.add_options();
  add("name", word("NAME"), "the bundle's name (default: the package's)");
  add("template", words("FILE"),
      "a page to fill in, .html or .js; index.html and loader.js replace wasmpair's own (repeatable)");
  add("asset", words("FILE|DIR"), "a further file, or a directory of files (repeatable)");
  add("stable", words("NAME"), "the name of an asset that is not hashed, such as robots.txt (repeatable)");
  add("page", word("PAGE"), "wasmpair's own index.html: app, demo or none (default: app)");
  add("base", word("URL"), "what URLs start with, such as /assets/ (default: relative URLs)");
  add("nonce", word("TEXT"), "the placeholder for a nonce");
  return page;
}

std::vector<po::options_description> options() {
  po::options_description serving("Serving, on 127.0.0.1");
  serving.add_options()("port", word("N"), "the port; 0 picks a free one (default: 8080)")(
      "open", "open the page in the browser")(
      "run", word("COMMAND"), "a shell command that runs meanwhile, such as \"go run ./server\"; it is ended with dev")(
      "proxy", words("PATH=URL"), "the server for requests below a path (repeatable): /api=http://127.0.0.1:3000");
  po::options_description report("Report");
  report.add_options()("verbose", "report each request")("help,h", "this text");
  return {serving, page_options(), toolchain_options(), proof_options(), report};
}

/// The words after "--", all of which begin with "-" or are the value of one that does. A package never begins with it.
std::vector<std::string> build_flags(std::vector<std::string> given) {
  for (const std::string& flag : given) {
    const std::string name = flag.substr(0, flag.find('='));
    if (name == "-o" || name == "--o")
      fail_usage("-o is set by dev", "Omit it: the program is built into a temporary directory.");
    if (name == "-C" || name == "--C") fail_usage("-C cannot be passed on", "Run dev in that directory.");
  }
  return given;
}

/// As for pack, but for what belongs to one release.
PackRequest pack_request(const OptionValues& values) {
  PackRequest pack;
  pack.modules = {{"", text_value(values, "name")}};
  pack.base = parse_base(text_value(values, "base"));
  pack.toolchain = toolchain_request(values);
  pack.proof = proof_request(values);
  pack.templates = text_values(values, "template");
  pack.assets = text_values(values, "asset");
  pack.stable_assets = text_values(values, "stable");
  pack.default_page = is_set(values, "page") ? parse_default_page(values) : DefaultPage::App;
  pack.nonce = parse_nonce(values);
  pack.jobs = std::max(1u, std::thread::hardware_concurrency());
  // The program is another one each time: only what stays is worth being cached.
  if (!pack.assets.empty()) {
    pack.cache_directory = platform::user_cache_directory();
    pack.cache_key_directory = platform::user_state_directory();
  }
  return pack;
}

DevRequest request_from(const OptionValues& values) {
  constexpr unsigned last_port = 65535;
  std::vector<std::string> given = operands(values);
  DevRequest request;
  if (!given.empty() && !given[0].starts_with('-')) {
    request.package = given[0];
    given.erase(given.begin());
  }
  if (!given.empty() && !given[0].starts_with('-'))
    fail_usage("dev takes one package", "Give flags of go build after --: wasmpair dev ./cmd/app -- -tags debug");
  request.build_flags = build_flags(std::move(given));
  request.server_command = text_value(values, "run");
  request.pack = pack_request(values);
  for (const std::string& proxy : text_values(values, "proxy")) request.preview.proxies.push_back(parse_proxy(proxy));
  if (is_set(values, "port"))
    request.preview.port = static_cast<std::uint16_t>(parse_count("--port", text_value(values, "port"), 0, last_port));
  return request;
}

/// The URL goes to standard output, so that a script that asked for port 0 can read it; everything else goes to
/// standard error.
class Log : public DevObserver {
 public:
  enum class Browser { Open, Leave };
  enum class Requests { Reported, Silent };

  Log(const Streams& streams, Browser browser, Requests requests)
      : streams_(streams), browser_(browser), requests_(requests) {}

  void listening(const std::string& url) override {
    streams_.out.print(report_text("{}\n", url));
    streams_.out.flush();
    if (browser_ == Browser::Open && !platform::open_in_browser(url))
      print("No program that opens a browser was found: open the URL above.\n");
  }

  void responded(const ServedRequest& request) override {
    if (requests_ == Requests::Reported) print(request_text(request, streams_.err));
  }
  void reloaded() override {}
  void noticed(const std::string& text) override { print(report_text("wasmpair: {}\n", report_lines(text))); }
  void failed_in_page(const std::string& text) override { print(page_failure_text(text, streams_.err)); }
  void changed(const std::vector<std::string>& files) override { print(changed_text(files, streams_.err)); }
  void released(const DevRelease& release) override { print(release_text(release, streams_.err)); }
  void unchanged() override { print("no change: the same program is served\n"); }
  void failed(const DevFailure& failure) override { print(failure_text(failure, streams_.err)); }
  void server_wrote(const std::string& line) override { print(server_text(line, streams_.err)); }

 private:
  void print(const ReportText& text) const {
    streams_.err.print(text);
    streams_.err.flush();
  }

  const Streams& streams_;
  Browser browser_;
  Requests requests_;
};

ExitStatus run(const OptionValues& values, const Streams& streams) {
  const DevRequest request = request_from(values);
  Log log(streams, is_set(values, "open") ? Log::Browser::Open : Log::Browser::Leave,
          is_set(values, "verbose") ? Log::Requests::Reported : Log::Requests::Silent);
  dev(request, log);
  return ExitStatus::Done;
}

}  // namespace

Command dev_command() {
  return {"dev", "[PACKAGE] [options] [-- go build flags]", "Build, pack and serve a Go program again at each save",
          options, run};
}

}  // namespace wasmpair

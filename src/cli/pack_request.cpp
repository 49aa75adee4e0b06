#include "cli/pack_request.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <thread>

#include "cli/budgets_file.h"
#include "cli/values.h"
#include "util/platform/directories.h"
#include "util/printable.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

namespace po = boost::program_options;

const auto word = [](const char* name) { return po::value<std::string>()->value_name(name); };
const auto words = [](const char* name) { return po::value<std::vector<std::string>>()->value_name(name); };

po::options_description output_options() {
  po::options_description output("What to write");
  auto add = output.add_options();
  add("out,o", word("DIR"), "the output directory (required); files of earlier releases are left in place");
  add("name", word("NAME"), "the bundle's name (default: the module file's stem); for a single module");
  add("base", word("URL"), "what URLs start with, such as /assets/ (default: relative URLs)");
  add("template", words("FILE"),
      "a page to fill in and publish, .html or .js; index.html and loader.js replace wasmpair's own (repeatable)");
  add("asset", words("FILE|DIR"),
      "a further file to publish, or a directory of files, under hashed names (repeatable)");
  add("stable", words("NAME"), "publish this asset under its own name, such as robots.txt (repeatable)");
  add("page", word("PAGE"),
      "wasmpair's own index.html: demo (a button for each bundle), app (the program alone, which starts at once) or "
      "none "
      "(default: demo)");
  add("no-page", "the same as --page none");
  add("nonce", word("TEXT"), "the placeholder that the page's server replaces with a nonce, such as {{.Nonce}}");
  add("hash-length", word("N"), "hex digits of the pair digest in names, 8 to 64 (default: 16)");
  add("keep-names", "keep the `name` section, which debuggers use");
  add("no-slim", "publish the module as linked");
  add("manifest-copy", word("FILE"), "also write the manifest to this file");
  add("depfile", word("FILE"), "list the files that the run read, in make syntax");
  add("stamp", word("FILE"), "write this file last, after everything else");
  return output;
}

po::options_description encoding_options() {
  po::options_description encoding("Encoding");
  auto add = encoding.add_options();
  add("level", word("LEVEL"), "fast, release or smallest (default: release)");
  add("encodings", word("LIST"), "some of br,gzip,zstd (default: br,gzip)");
  add("jobs", word("N"), "threads (default: one per core); the output does not depend on it");
  add("memory", word("SIZE"),
      "maximum memory of all concurrent runs together; a run waits for its share (default: half of the machine's)");
  add("cache", words("DIR|URL"),
      "where encodings are cached between runs: a directory (default: the user's cache directory), or the URL of a "
      "server "
      "that shares them between machines; repeat it to give both");
  add("no-cache", "use no cache: encode everything again");
  add("budget", words("ENC=SIZE"),
      "the maximum size of a module, such as br=800KB, or of what a returning visitor downloads: delta=80KB "
      "(repeatable)");
  add("budgets", word("FILE"), "a JSON file of budgets by bundle and encoding");
  return encoding;
}

po::options_description previous_options() {
  po::options_description previous("For visitors who have an earlier release");
  auto add = previous.add_options();
  add("previous", word("DIR|URL"),
      "the release before this one: its directory, manifest or URL; browsers that have it download the difference");
  add("keep", word("N"), "how many earlier releases the manifest names (default: 3)");
  add("deltas", word("N"), "from how many different earlier modules (default: 3; 0 at level fast)");
  add("deltas-encoding", word("DELTAS"),
      "how differences are encoded: dcb, dcz (default: dcb, or dcz with a libbrotli before 1.1)");
  add("require-previous", "fail if the earlier release cannot be read; without it, that is a warning");
  return previous;
}

po::options_description report_options() {
  po::options_description report("Report");
  auto add = report.add_options();
  add("json", "the report as JSON on standard output");
  add("github", "annotations, summary and outputs for GitHub Actions");
  add("quiet", "no report and no warnings; errors and findings only");
  add("help,h", "this text");
  return report;
}

std::vector<PackModule> modules(const OptionValues& values) {
  std::vector<PackModule> modules;
  for (const std::string& file : operands(values)) modules.push_back({file, name_from_file(file)});
  if (modules.empty()) fail_usage("pack needs a module", "Name the .wasm file that `go build` wrote.");
  if (is_set(values, "name")) {
    if (modules.size() > 1)
      fail_usage("--name is for a single module", "Omit it: several modules are named after their files.");
    modules[0].name = text_value(values, "name");
  }
  for (std::size_t i = 1; i < modules.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (modules[i].name == modules[j].name)
        fail_usage(fmt::format("{} and {} would both be named '{}'", modules[j].file, modules[i].file, modules[i].name),
                   "Rename one of the files: a bundle's name is its file's stem.");
  return modules;
}

/// The Authorization field for a shared cache: from the environment, since every user of a machine can see its command
/// lines. The message does not repeat it.
std::string cache_authorization() {
  const char* const value = std::getenv("WASMPAIR_CACHE_AUTHORIZATION");
  std::string text = value == nullptr ? "" : value;
  if (printable(text) != text)
    throw Error("", "WASMPAIR_CACHE_AUTHORIZATION is not a valid field value",
                "Set it to one line of text, such as \"Bearer TOKEN\".");
  return text;
}

void set_caches(PackRequest& request, const OptionValues& values) {
  const std::vector<std::string> caches = text_values(values, "cache");
  if (is_set(values, "no-cache")) {
    if (!caches.empty()) fail_usage("--cache and --no-cache cannot be combined", "Give only one of them.");
    return;
  }
  std::optional<std::string> directory;
  for (const std::string& cache : caches) {
    if (is_url(cache)) {
      if (!request.cache_url.empty()) fail_usage("--cache was given two URLs", "Give only one of them.");
      request.cache_url = parse_cache_url(cache);
      request.cache_authorization = cache_authorization();
    } else {
      if (directory) fail_usage("--cache was given two directories", "Give only one of them.");
      directory = cache;
    }
  }
  request.cache_directory = directory ? *directory : platform::user_cache_directory();
  request.cache_key_directory = platform::user_state_directory();
}

unsigned jobs(const OptionValues& values) {
  if (is_set(values, "jobs")) return parse_count("--jobs", text_value(values, "jobs"), 1, 1024);
  return std::max(1u, std::thread::hardware_concurrency());
}

std::vector<Budget> budgets(const OptionValues& values, const std::vector<PackModule>& modules) {
  std::vector<Budget> budgets;
  for (const std::string& budget : text_values(values, "budget")) budgets.push_back(parse_budget(budget));
  if (!is_set(values, "budgets")) return budgets;
  std::vector<std::string> names;
  for (const PackModule& module : modules) names.push_back(module.name);
  const std::vector<Budget> in_file = read_budgets(text_value(values, "budgets"), names);
  budgets.insert(budgets.end(), in_file.begin(), in_file.end());
  return budgets;
}

/// At most as many as the manifest's limits allow.
constexpr unsigned max_releases = 50;
constexpr unsigned max_deltas = 16;

PreviousRequest previous_request(const OptionValues& values, Level level) {
  PreviousRequest previous;
  previous.location = text_value(values, "previous");
  for (const char* const option : {"keep", "deltas", "deltas-encoding", "require-previous"})
    if (previous.location.empty() && is_set(values, option))
      fail_usage(fmt::format("--{} needs --previous", option), "Name the release before this one.");
  if (is_set(values, "keep")) previous.releases = parse_count("--keep", text_value(values, "keep"), 1, max_releases);
  if (is_set(values, "deltas"))
    previous.deltas = parse_count("--deltas", text_value(values, "deltas"), 0, max_deltas);
  else if (level == Level::Fast)
    previous.deltas = 0;
  if (is_set(values, "deltas-encoding")) previous.codings = parse_delta_codings(text_value(values, "deltas-encoding"));
  if (is_set(values, "require-previous")) previous.policy = PreviousPolicy::Required;
  return previous;
}

}  // namespace

PackRequest pack_request(const OptionValues& values) {
  PackRequest request;
  request.modules = modules(values);
  request.out_dir = text_value(values, "out");
  if (request.out_dir.empty()) fail_usage("pack needs --out DIR", "Name the directory to deploy.");
  request.base = parse_base(text_value(values, "base"));
  request.toolchain = toolchain_request(values);
  request.proof = proof_request(values);
  request.slimming = is_set(values, "no-slim") ? Slimming::AsLinked : Slimming::Slim;
  request.slim.names = is_set(values, "keep-names") ? Names::Keep : Names::Drop;
  if (is_set(values, "hash-length"))
    request.hash_length = parse_count("--hash-length", text_value(values, "hash-length"), 8, 64);
  if (is_set(values, "level")) request.level = parse_level(text_value(values, "level"));
  if (is_set(values, "encodings")) request.codings = parse_codings(text_value(values, "encodings"));
  request.previous = previous_request(values, request.level);
  request.jobs = jobs(values);
  if (is_set(values, "memory")) request.memory = parse_size("--memory", text_value(values, "memory"));
  set_caches(request, values);
  request.budgets_file = text_value(values, "budgets");
  request.budgets = budgets(values, request.modules);
  request.templates = text_values(values, "template");
  request.assets = text_values(values, "asset");
  request.stable_assets = text_values(values, "stable");
  request.default_page = parse_default_page(values);
  request.nonce = parse_nonce(values);
  request.manifest_copy = text_value(values, "manifest-copy");
  request.depfile = text_value(values, "depfile");
  request.stamp = text_value(values, "stamp");
  return request;
}

std::vector<po::options_description> pack_options() {
  return {output_options(),   toolchain_options(), proof_options(),
          encoding_options(), previous_options(),  report_options()};
}

}  // namespace wasmpair

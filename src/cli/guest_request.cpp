#include "cli/guest_request.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/filesystem/path.hpp>
#include <thread>

#include "cli/values.h"
#include "go_package/identifiers.h"
#include "util/platform/directories.h"
#include "util/printable.h"

namespace wasmpair {
namespace {

namespace po = boost::program_options;

constexpr unsigned largest_interval = 1U << 30U;
constexpr unsigned largest_depth = 1'000'000;

const auto word = [](const char* name) { return po::value<std::string>()->value_name(name); };
const auto words = [](const char* name) { return po::value<std::vector<std::string>>()->value_name(name); };

po::options_description package_options() {
  po::options_description package("What to write");
  auto add = package.add_options();
  add("out,o", word("DIR"), "the directory of the Go package (required)");
  add("package", word("NAME"), "the package's name (default: the directory's)");
  add("name", word("NAME"), "the guest's name (default: the module file's stem)");
  add("no-embed", "do not embed the module: the program loads it from a directory");
  add("keep-names", "keep the `name` section, so that traps name functions");
  add("hash-length", word("N"), "hex digits of the digest in the module's name, 8 to 64 (default: 16)");
  add("manifest-copy", word("FILE"), "also write the manifest to this file");
  add("depfile", word("FILE"), "list the files that the run read, in make syntax");
  add("stamp", word("FILE"), "write this file last, after everything else");
  add("check", "write nothing: exit 1 if the package in DIR is not this program's");
  add("sdk", word("DIR"), "write the package for authors of guests into DIR, and nothing else");
  return package;
}

po::options_description rewriting_options() {
  po::options_description rewriting("What the module gets");
  auto add = rewriting.add_options();
  add("interval", word("N"), "units of work between two looks at the host (default: 1000000)");
  add("depth", word("N"), "counted calls at which the guest ends (default: 50000)");
  add("no-meter", "do not count work: only slower ways can interrupt the guest");
  return rewriting;
}

po::options_description cache_options() {
  po::options_description cache("Cache");
  auto add = cache.add_options();
  add("cache", word("DIR"), "where verdicts are cached between runs (default: the user's cache directory)");
  add("no-cache", "use no cache");
  return cache;
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

std::optional<Convention> parse_convention(const OptionValues& values) {
  if (!is_set(values, "convention")) return std::nullopt;
  const std::string text = text_value(values, "convention");
  for (const Convention convention : {Convention::Handle, Convention::Pointer})
    if (text == name(convention)) return convention;
  fail_usage(fmt::format("--convention cannot be '{}'", printable(text)), "Choose handle or pointer.");
}

/// The methods that --entry NAME=Method names.
std::vector<EntryMethod> entry_methods(const OptionValues& values) {
  std::vector<EntryMethod> methods;
  for (const std::string& text : text_values(values, "entry")) {
    const std::size_t equals = text.find('=');
    if (equals != std::string::npos) methods.push_back({text.substr(0, equals), text.substr(equals + 1)});
  }
  return methods;
}

std::string package_name(const OptionValues& values, const std::string& out_dir) {
  if (is_set(values, "package")) return text_value(values, "package");
  const std::string directory = boost::filesystem::path(out_dir).lexically_normal().filename().generic_string();
  std::string name = package_name_from(directory);
  if (is_package_name(name)) return name;
  fail_usage(fmt::format("the directory {} cannot name a Go package", printable(out_dir)),
             "Name the package: --package textguest.");
}

void set_cache(PackGuestRequest& request, const OptionValues& values) {
  const std::string cache = text_value(values, "cache");
  if (is_set(values, "no-cache")) {
    if (!cache.empty()) fail_usage("--cache and --no-cache cannot be combined", "Give only one of them.");
    return;
  }
  if (is_url(cache)) fail_usage("--cache cannot be a URL here", "Name a directory: guests have no encodings to share.");
  request.cache_directory = cache.empty() ? platform::user_cache_directory() : cache;
  request.cache_key_directory = platform::user_state_directory();
}

std::int32_t number(const OptionValues& values, const char* option, std::int32_t standard, unsigned maximum) {
  if (!is_set(values, option)) return standard;
  return static_cast<std::int32_t>(parse_count(fmt::format("--{}", option), text_value(values, option), 1, maximum));
}

}  // namespace

po::options_description guest_options() {
  po::options_description guest("What the guest may have");
  auto add = guest.add_options();
  add("memory", word("SIZE"), "the most linear memory, such as 64MiB (the default)");
  add("entry", words("NAME"), "an exported function that the host calls (repeatable; default: all of a known type)");
  add("convention", word("NAME"), "how input and output pass: handle or pointer (default: by the entry's type)");
  return guest;
}

GuestOptions guest_values(const OptionValues& values) {
  GuestOptions options;
  if (is_set(values, "memory")) options.memory = parse_size("--memory", text_value(values, "memory"));
  for (const std::string& text : text_values(values, "entry"))
    options.entries.push_back(text.substr(0, text.find('=')));
  options.convention = parse_convention(values);
  return options;
}

std::vector<po::options_description> pack_guest_options() {
  return {package_options(), guest_options(), rewriting_options(), cache_options(), report_options()};
}

PackGuestRequest pack_guest_request(const OptionValues& values) {
  const std::vector<std::string> files = operands(values);
  if (files.size() != 1)
    fail_usage("guest needs one module",
               "Name the .wasm file that GOOS=wasip1 GOARCH=wasm go build -buildmode=c-shared wrote.");
  PackGuestRequest request;
  request.module_file = files[0];
  request.out_dir = text_value(values, "out");
  if (request.out_dir.empty()) fail_usage("guest needs --out DIR", "Name the directory of the Go package.");
  request.name = is_set(values, "name") ? text_value(values, "name") : name_from_file(files[0]);
  request.package = package_name(values, request.out_dir);
  request.options = guest_values(values);
  request.methods = entry_methods(values);
  request.metering = is_set(values, "no-meter") ? Metering::Unmetered : Metering::Metered;
  if (is_set(values, "no-meter") && is_set(values, "interval"))
    fail_usage("--interval and --no-meter cannot be combined", "Give only one of them.");
  request.interval = number(values, "interval", request.interval, largest_interval);
  request.depth_limit = number(values, "depth", request.depth_limit, largest_depth);
  request.names = is_set(values, "keep-names") ? Names::Keep : Names::Drop;
  request.embedding = is_set(values, "no-embed") ? Embedding::Load : Embedding::Embed;
  if (is_set(values, "hash-length"))
    request.hash_length = parse_count("--hash-length", text_value(values, "hash-length"), 8, 64);
  request.jobs = std::max(1U, std::thread::hardware_concurrency());
  set_cache(request, values);
  request.manifest_copy = text_value(values, "manifest-copy");
  request.depfile = text_value(values, "depfile");
  request.stamp = text_value(values, "stamp");
  return request;
}

}  // namespace wasmpair

#include "cli/values.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/filesystem/path.hpp>
#include <charconv>
#include <cmath>
#include <utility>

#include "encode/budget_name.h"
#include "encode/codings.h"
#include "encode/delta.h"
#include "encode/levels.h"
#include "http/url.h"
#include "pages/default_pages.h"
#include "publish/bundle_name.h"
#include "util/ascii.h"
#include "util/utf8.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

struct Unit {
  std::string_view name;
  double bytes;
};
constexpr Unit units[] = {{"", 1},     {"B", 1},      {"KB", 1e3},      {"MB", 1e6},
                          {"GB", 1e9}, {"KiB", 1024}, {"MiB", 1048576}, {"GiB", 1073741824}};

std::string coding_names() {
  std::vector<std::string_view> names;
  for (const CodingInfo& coding : codings()) names.push_back(coding.token);
  return fmt::format("{}", fmt::join(names, ", "));
}

/// Codings by their tokens, separated by commas, in the order of Coding.
std::vector<Coding> parse_list(std::string_view option, const std::string& text,
                               std::optional<Coding> (*parse)(std::string_view), const std::string& names) {
  std::vector<Coding> chosen;
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find(',', start), text.size());
    const std::string token = text.substr(start, end - start);
    const std::optional<Coding> coding = parse(token);
    if (!coding)
      fail_usage(fmt::format("{}: '{}' is not a content coding", option, token),
                 fmt::format("Give one or more of {}, separated by commas.", names));
    if (std::ranges::find(chosen, *coding) == chosen.end()) chosen.push_back(*coding);
    start = end + 1;
  }
  std::ranges::sort(chosen);
  return chosen;
}

}  // namespace

void fail_usage(const std::string& problem, const std::string& advice) { throw Error("", problem, advice); }

std::string text_value(const OptionValues& values, const char* option) {
  return values.count(option) == 0 ? "" : values[option].as<std::string>();
}

std::vector<std::string> text_values(const OptionValues& values, const char* option) {
  return values.count(option) == 0 ? std::vector<std::string>{} : values[option].as<std::vector<std::string>>();
}

std::vector<std::string> operands(const OptionValues& values) { return text_values(values, "operand"); }

bool is_set(const OptionValues& values, const char* option) { return values.count(option) != 0; }

unsigned parse_count(const std::string& option, const std::string& text, unsigned minimum, unsigned maximum) {
  unsigned number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || number < minimum || number > maximum)
    fail_usage(fmt::format("{} cannot be '{}'", option, text),
               fmt::format("Give a whole number from {} to {}.", minimum, maximum));
  return number;
}

std::uint64_t parse_size(const std::string& option, std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
  const std::string_view unit_name = text.substr(static_cast<std::size_t>(end - text.data()));
  const auto unit = std::ranges::find(units, unit_name, &Unit::name);
  constexpr double largest = 1e15;  // every smaller whole number is exact in a double
  if (error != std::errc{} || unit == std::end(units) || !std::isfinite(number) || number < 0 ||
      number * unit->bytes > largest)
    throw Error(option, fmt::format("'{}' is not a size", text),
                "Give bytes, or a number with KB, MB, GB (powers of 1000) or KiB, MiB, GiB (powers of 1024): 800KB.");
  return static_cast<std::uint64_t>(std::llround(number * unit->bytes));
}

Budget parse_budget(const std::string& text) {
  const std::size_t equals = text.find('=');
  std::optional<Budget> budget = parse_budget_name(text.substr(0, equals));
  if (equals == std::string::npos || !budget)
    fail_usage(fmt::format("--budget cannot be '{}'", text),
               fmt::format("Give ENCODING=SIZE, such as br=800KB. Encodings: {}.", fmt::join(budget_names(), ", ")));
  budget->bytes = parse_size("--budget", std::string_view(text).substr(equals + 1));
  return *std::move(budget);
}

std::vector<Coding> parse_codings(const std::string& text) {
  return parse_list("--encodings", text, parse_coding, coding_names());
}

std::vector<Coding> parse_delta_codings(const std::string& text) {
  std::vector<std::string> names;
  for (const DeltaCodingInfo& row : delta_codings()) names.emplace_back(row.token);
  std::vector<Coding> codings =
      parse_list("--deltas-encoding", text, parse_delta_coding, fmt::format("{}", fmt::join(names, ", ")));
  for (const Coding coding : codings) require_available(coding, "--deltas-encoding");
  return codings;
}

Level parse_level(const std::string& text) {
  const auto found = std::ranges::find(levels(), text, &LevelInfo::name);
  if (found == levels().end())
    fail_usage(fmt::format("--level cannot be '{}'", text), "Give fast, release or smallest.");
  return found->level;
}

DefaultPage parse_default_page(const OptionValues& values) {
  if (!is_set(values, "page")) return is_set(values, "no-page") ? DefaultPage::None : DefaultPage::Demo;
  const std::string name = text_value(values, "page");
  const auto found = std::ranges::find(default_pages(), name, &DefaultPageInfo::name);
  if (found == default_pages().end()) fail_usage(fmt::format("--page cannot be '{}'", name), "Give demo, app or none.");
  if (is_set(values, "no-page") && found->page != DefaultPage::None)
    fail_usage(fmt::format("--no-page contradicts --page {}", name), "Give one of the two.");
  return found->page;
}

std::string parse_base(const std::string& text) { return text.empty() || text.back() == '/' ? text : text + "/"; }

bool is_url(const std::string& text) { return text.find("://") != std::string::npos; }

std::string parse_cache_url(const std::string& text) {
  std::optional<std::string> url = base_url(text);
  if (!url)
    fail_usage("--cache was given an invalid URL",
               "Give an http or https URL without a query or fragment, such as http://cache.example.com:8080.");
  return std::move(*url);
}

std::optional<std::string> parse_nonce(const OptionValues& values) {
  if (!is_set(values, "nonce")) return std::nullopt;
  return text_value(values, "nonce");
}

std::string name_from_file(const std::string& file) {
  return bundle_name_from(boost::filesystem::path(file).stem().generic_string());
}

std::vector<boost::program_options::options_description> no_options() {
  boost::program_options::options_description report("Report");
  report.add_options()("help,h", "this text");
  return {report};
}

boost::program_options::options_description toolchain_options() {
  namespace po = boost::program_options;
  po::options_description options("Source of the shim (the first one given; default: `go env GOROOT`)");
  options.add_options()("shim", po::value<std::string>()->value_name("FILE"), "this wasm_exec.js")(
      "goroot", po::value<std::string>()->value_name("DIR"), "the shim of this Go toolchain")(
      "go", po::value<std::string>()->value_name("PROGRAM"), "the go command to run (default: go)")(
      "module-dir", po::value<std::string>()->value_name("DIR"),
      "the directory to run the go command in, since a go.mod there may choose the toolchain (default: the module "
      "file's)");
  return options;
}

ToolchainRequest toolchain_request(const OptionValues& values) {
  ToolchainRequest request;
  request.shim_file = text_value(values, "shim");
  request.goroot = text_value(values, "goroot");
  if (is_set(values, "go")) request.go = text_value(values, "go");
  request.module_dir = text_value(values, "module-dir");
  return request;
}

boost::program_options::options_description proof_options() {
  namespace po = boost::program_options;
  po::options_description options("Exceptions to the proof");
  options.add_options()("allow-import", po::value<std::vector<std::string>>()->value_name("MODULE"),
                        "an import module that the page provides itself, for //go:wasmimport (repeatable)")(
      "allow-unknown-shim", "accept a shim that no Go release has, such as an edited one");
  return options;
}

ProofOptions proof_request(const OptionValues& values) {
  return {text_values(values, "allow-import"),
          is_set(values, "allow-unknown-shim") ? UnknownShim::Accept : UnknownShim::Refuse};
}

}  // namespace wasmpair

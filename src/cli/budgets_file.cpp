#include "cli/budgets_file.h"

#include <fmt/format.h>

#include "cli/values.h"
#include "encode/budget_name.h"
#include "util/files.h"
#include "util/json_reader.h"
#include "util/nearest.h"
#include "util/text_bytes.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

constexpr const char* each_bundle = "*";
constexpr const char* shape = R"(Write {"app": {"br": "800KB"}, "*": {"gzip": "1MB"}}, where "*" means every bundle.)";

/// "Did you mean app? …", or the rest alone.
std::string suggest(const std::string& word, const std::vector<std::string_view>& known, const std::string& rest) {
  const std::string_view near = nearest(word, known);
  return near.empty() ? rest : fmt::format("Did you mean {}? {}", near, rest);
}

/// A file that lists what it should is far smaller.
constexpr std::size_t size_limit = 1U << 20U;

void check_bundle(const std::string& name, const std::string& place, const std::vector<std::string>& bundles) {
  if (name == each_bundle || std::ranges::find(bundles, name) != bundles.end()) return;
  throw Error(
      place, "is not a bundle that this run packs",
      suggest(name, {bundles.begin(), bundles.end()}, fmt::format("This run packs: {}.", fmt::join(bundles, ", "))));
}

Budget read_encoding(const std::string& name, const std::string& place) {
  std::optional<Budget> budget = parse_budget_name(name);
  if (budget) return *std::move(budget);
  const std::vector<std::string_view> known = budget_names();
  throw Error(place, "is not a known encoding",
              suggest(name, known, fmt::format("Known encodings: {}.", fmt::join(known, ", "))));
}

std::uint64_t read_size(JsonReader& json) {
  const JsonKind kind = json.kind();
  if (kind == JsonKind::Number) return json.number();
  if (kind == JsonKind::Text) return parse_size(json.place(), json.text());
  json.fail("it is neither a number of bytes nor text such as \"800KB\"");
}

}  // namespace

std::vector<Budget> parse_budgets(std::string_view text, const std::string& name,
                                  const std::vector<std::string>& bundles) {
  JsonReader json(text, {name, "is not a list of budgets: ", shape});
  std::vector<Budget> budgets;
  json.object([&](std::string_view key) {
    const std::string bundle(key);
    check_bundle(bundle, json.place(), bundles);
    json.object([&](std::string_view encoding) {
      const std::string place = json.place();
      Budget budget = read_encoding(std::string(encoding), place);
      budget.bytes = read_size(json);
      budget.bundle = bundle == each_bundle ? "" : bundle;
      budget.place = place;
      budgets.push_back(std::move(budget));
    });
  });
  json.finish();
  return budgets;
}

std::vector<Budget> read_budgets(const std::string& file, const std::vector<std::string>& bundles) {
  const Bytes content = read_file(file, size_limit);
  return parse_budgets(text_of(content), file, bundles);
}

}  // namespace wasmpair

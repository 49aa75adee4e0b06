#include "cli/budgets_file.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "cli/values.h"
#include "encode/codings.h"
#include "util/files.h"
#include "util/json.h"
#include "util/nearest.h"
#include "util/text_bytes.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* each_bundle = "*";
constexpr const char* shape = R"(Write {"app": {"br": "800KB"}, "*": {"gzip": "1MB"}}, where "*" means every bundle.)";

/// "Did you mean app? …", or the rest alone.
std::string suggest(const std::string& word, const std::vector<std::string_view>& known, const std::string& rest) {
  const std::string_view near = nearest(word, known);
  return near.empty() ? rest : fmt::format("Did you mean {}? {}", near, rest);
}

void expect_object(const Json& value, const std::string& place) {
  if (!value.is_object()) throw Error(place, "is not an object", shape);
}

void check_bundle(const std::string& name, const std::string& place, const std::vector<std::string>& bundles) {
  if (name == each_bundle || std::ranges::find(bundles, name) != bundles.end()) return;
  throw Error(
      place, "is not a bundle that this run packs",
      suggest(name, {bundles.begin(), bundles.end()}, fmt::format("This run packs: {}.", fmt::join(bundles, ", "))));
}

std::optional<Coding> read_encoding(const std::string& name, const std::string& place) {
  const std::optional<Coding> coding = parse_coding(name);
  if (coding || name == "identity") return coding;
  std::vector<std::string_view> known{"identity"};
  for (const CodingInfo& row : codings()) known.push_back(row.token);
  throw Error(place, "is not a known encoding",
              suggest(name, known, fmt::format("Known encodings: {}.", fmt::join(known, ", "))));
}

std::uint64_t read_size(const Json& value, const std::string& place) {
  if (value.is_number_unsigned()) return value.get<std::uint64_t>();
  if (!value.is_string())
    throw Error(place, "is not a size", "Give a whole number of bytes, or text such as \"800KB\".");
  return parse_size(place, value.get<std::string>());
}

}  // namespace

std::vector<Budget> read_budgets(const std::string& file, const std::vector<std::string>& bundles) {
  const Bytes content = read_file(file);
  const Json document = parse_json(text_of(content), file, shape);
  expect_object(document, file + ":/");
  std::vector<Budget> budgets;
  for (const auto& [bundle, sizes] : document.items()) {
    const std::string place = fmt::format("{}:/{}", file, bundle);
    check_bundle(bundle, place, bundles);
    expect_object(sizes, place);
    for (const auto& [encoding, size] : sizes.items()) {
      const std::string size_place = fmt::format("{}/{}", place, encoding);
      budgets.push_back({read_encoding(encoding, size_place), read_size(size, size_place),
                         bundle == each_bundle ? "" : bundle, size_place});
    }
  }
  return budgets;
}

}  // namespace wasmpair

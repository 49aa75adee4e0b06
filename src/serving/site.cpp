#include "serving/site.h"

#include <fmt/format.h>

#include <algorithm>

#include "encode/codings.h"
#include "http/origin.h"
#include "http/percent_encoding.h"
#include "publish/bundle_name.h"
#include "publish/cache_policy.h"
#include "publish/ledger_name.h"
#include "util/ascii.h"
#include "util/printable.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

constexpr const char* pack_again = "Give the wasmpair.json that `wasmpair pack` wrote, or pack again.";
constexpr std::string_view page_type = "text/html; charset=utf-8";

/// The parts of "my.app.0123456789abcdef.wasm" behind the name.
struct HashedName {
  std::size_t hash_length;
  std::string extension;
};

HashedName parse_hashed_name(const std::string& path, const std::string& file) {
  const std::size_t extension = path.rfind('.');
  const std::size_t hash = extension == path.npos || extension == 0 ? path.npos : path.rfind('.', extension - 1);
  if (hash != path.npos) {
    const std::string_view name = std::string_view(path).substr(0, hash);
    const std::string_view digits = std::string_view(path).substr(hash + 1, extension - hash - 1);
    const std::string_view rest = std::string_view(path).substr(extension + 1);
    if (is_bundle_name(name) && digits.size() >= 8 && std::ranges::all_of(digits, is_lower_hex_digit) &&
        !rest.empty() && std::ranges::all_of(rest, is_word_character))
      return {digits.size(), std::string(rest)};
  }
  throw Error(file, fmt::format("lists the asset '{}', whose name is not NAME.HASH.EXTENSION", path), pack_again);
}

/// The maximum number of rules of one sort. A release has a handful; each is compared with all names, and is repeated
/// in other rules.
constexpr std::size_t max_kinds = 64;

/// Throws if there are more rules than any release needs.
template <typename Value>
void expect_few(const std::vector<Value>& values, std::string_view what, const std::string& file) {
  if (values.size() > max_kinds) throw Error(file, fmt::format("has more than {} {}", max_kinds, what), pack_again);
}

template <typename Value>
void add_once(std::vector<Value>& values, const Value& value) {
  if (std::ranges::find(values, value) == values.end()) values.push_back(value);
}

void add_siblings(ConfiguredSite& site, const Route& route, const std::string& file) {
  for (const ManifestEncoding& sibling : route.encodings) {
    const std::optional<Coding> coding = parse_coding(sibling.encoding);
    if (!coding || sibling.path != route.path + std::string(info(*coding).extension))
      throw Error(file, fmt::format("lists '{}' as {} sibling of '{}'", sibling.path, sibling.encoding, route.path),
                  pack_again);
    const bool known =
        std::ranges::any_of(site.siblings, [&](const SiblingKind& kind) { return kind.encoding == sibling.encoding; });
    if (!known) site.siblings.push_back({sibling.encoding, std::string(info(*coding).extension)});
  }
}

void add_asset(ConfiguredSite& site, const Route& route, const std::string& file) {
  const HashedName name = parse_hashed_name(route.path, file);
  add_once(site.hash_lengths, name.hash_length);
  expect_few(site.hash_lengths, "lengths of hashes in names", file);
  add_siblings(site, route, file);
  const auto known = std::ranges::find(site.assets, name.extension, &AssetKind::extension);
  const Dictionaries dictionaries = route.dictionary_match.empty() ? Dictionaries::None : Dictionaries::Offered;
  if (known == site.assets.end()) {
    site.assets.push_back({name.extension, route.type, route.cache_control, dictionaries});
    expect_few(site.assets, "extensions of assets", file);
    return;
  }
  if (dictionaries == Dictionaries::Offered) known->dictionaries = dictionaries;
  if (known->type != route.type || known->cache_control != route.cache_control) {
    throw Error(file, fmt::format("gives different types or Cache-Control to assets that end in .{}", name.extension),
                pack_again);
  }
}

Route ledger_route(const std::string& name, const std::string& base) {
  return {RouteKind::Asset, name, base + name, "application/json", cache_forever, 0, "", {}};
}

/// Later releases leave their manifests in the ledger, whether this one has or not: as assets that end in .json.
void add_ledger_kind(ConfiguredSite& site, const std::string& cache_control) {
  add_once(site.hash_lengths, ledger_hash_digits);
  if (std::ranges::find(site.assets, "json", &AssetKind::extension) == site.assets.end())
    site.assets.push_back({"json", "application/json", cache_control});
}

void add_stable_page(ConfiguredSite& site, const Route& route, const std::string& file) {
  auto kind = std::ranges::find_if(site.stable_pages, [&](const StablePageKind& other) {
    return other.type == route.type && other.cache_control == route.cache_control;
  });
  if (kind == site.stable_pages.end())
    kind = site.stable_pages.insert(kind, StablePageKind{route.type, route.cache_control, {}});
  expect_few(site.stable_pages, "types and values of Cache-Control of pages", file);
  kind->names.push_back(route.path);
  if (route.path == "index.html") kind->index = true;
}

/// Pages that the manifest does not list are the user's own, which load the program in the same way.
void add_other_pages(ConfiguredSite& site, const std::string& cache_control) {
  const auto pages = [](const StablePageKind& kind) { return kind.type == page_type; };
  auto kind = std::ranges::find_if(site.stable_pages, pages);
  if (kind == site.stable_pages.end())
    kind =
        site.stable_pages.insert(site.stable_pages.begin(), StablePageKind{std::string(page_type), cache_control, {}});
  kind->every_page = true;
  if (std::ranges::none_of(site.stable_pages, &StablePageKind::index)) kind->index = true;
}

/// "https://cdn.example.com/v1/" -> "/v1/"; "" -> "/".
std::string_view path_of_base(std::string_view base) {
  base.remove_prefix(written_origin(base).size());
  return base.empty() ? "/" : base;
}

std::string prefix_of(const Manifest& manifest, const std::string& manifest_file, const SiteOptions& options) {
  const std::string_view written = options.prefix ? std::string_view(*options.prefix) : path_of_base(manifest.base);
  // Servers compare decoded paths.
  std::string prefix = percent_decode(written).value_or(std::string(written));
  if (!prefix.empty() && prefix.back() != '/') prefix += '/';
  if (prefix.empty() || prefix[0] != '/' || prefix.find("//") != prefix.npos || prefix.find("/../") != prefix.npos ||
      printable(prefix) != prefix) {
    throw Error(options.prefix ? "" : manifest_file,
                fmt::format("'{}' is not the path of a directory on a server", written),
                "Give the path of the directory of the release, such as --prefix /assets/.");
  }
  return prefix;
}

void forbid_transformation(Route& route) {
  if (route.cache_control.find("no-transform") == std::string::npos) route.cache_control += ", no-transform";
}

/// A regular expression for one of several.
template <typename Patterns>
std::string choice_of(const Patterns& patterns) {
  return patterns.size() == 1 ? std::string(patterns[0]) : fmt::format("(?:{})", fmt::join(patterns, "|"));
}

}  // namespace

ConfiguredSite describe_site(const Manifest& manifest, const std::string& manifest_file, const SiteOptions& options,
                             const std::vector<std::string>& ledger) {
  ConfiguredSite site;
  site.prefix = prefix_of(manifest, manifest_file, options);
  site.routes = routes_of(manifest);
  for (const std::string& name : ledger) site.routes.push_back(ledger_route(name, manifest.base));
  std::ranges::sort(site.routes, {}, &Route::path);
  site.encoding = options.encoding;
  site.front = options.front;
  std::string stable_cache_control = always_revalidate;
  std::string ledger_cache_control = cache_forever;
  if (options.transformation == Transformation::Forbidden) {
    for (Route& route : site.routes) forbid_transformation(route);
    stable_cache_control += ", no-transform";
    ledger_cache_control += ", no-transform";
  }
  for (const Route& route : site.routes) {
    if (route.kind == RouteKind::Asset) {
      add_asset(site, route, manifest_file);
    } else {
      add_stable_page(site, route, manifest_file);
    }
  }
  add_other_pages(site, stable_cache_control);
  add_ledger_kind(site, ledger_cache_control);
  std::ranges::sort(site.assets, {}, &AssetKind::extension);
  std::ranges::sort(site.hash_lengths);
  // The smallest first: gzip is the largest.
  std::ranges::sort(site.siblings, {}, [](const SiblingKind& kind) { return kind.encoding == "gzip"; });
  return site;
}

std::string hash_pattern(const ConfiguredSite& site) {
  std::vector<std::string> lengths;
  for (const std::size_t length : site.hash_lengths) lengths.push_back(fmt::format("[0-9a-f]{{{}}}", length));
  return choice_of(lengths);
}

std::string asset_pattern(const ConfiguredSite& site, std::string_view extension) {
  std::vector<std::string_view> extensions{extension};
  if (extension.empty()) {
    extensions.clear();
    for (const AssetKind& kind : site.assets) extensions.emplace_back(kind.extension);
  }
  return fmt::format("[^/]+[.]{}[.]{}", hash_pattern(site), choice_of(extensions));
}

std::string sibling_pattern(const ConfiguredSite& site) {
  // Every coding, so that the configuration also fits a release with other encodings.
  std::vector<std::string_view> suffixes;
  for (const CodingInfo& coding : codings()) suffixes.push_back(coding.extension.substr(1));
  return fmt::format("{}[.](?:{}|{})", asset_pattern(site), fmt::join(suffixes, "|"), any_delta_suffix);
}

std::string delta_pattern(const ConfiguredSite& site, std::string_view suffix) {
  return fmt::format("{}[.][0-9A-Za-z]{{34,43}}[.]{}", asset_pattern(site, "wasm"), suffix.substr(1));
}

std::string requested_module_pattern(const ConfiguredSite& site, std::string_view group) {
  return fmt::format("[^ ?]*/({}[-._~%A-Za-z0-9]+)[.]{}[.]wasm", group, hash_pattern(site));
}

std::string dictionary_key_pattern(Matching matching) {
  // Possessive quantifiers, which give nothing back: a field that does not match would otherwise be tried in so many
  // ways that nginx answers 500.
  const std::string_view possessive = matching == Matching::Backtracking ? "+" : "";
  const std::string group = fmt::format("([0-9A-Za-z]*{})", possessive);
  std::string pattern = "^:" + group;
  for (int i = 0; i < 8; ++i) pattern += fmt::format("[+/]?{}{}", possessive, group);
  return pattern + "=:$";
}

std::string acceptance_pattern(std::string_view coding) {
  return fmt::format(R"((?:^|,)[ \t]*{}[ \t]*(?:;[ \t]*q=(?:1|0[.]0*[1-9])[0-9.]*[ \t]*)?(?:,|$))", coding);
}

std::string stable_page_pattern(const StablePageKind& kind) {
  std::vector<std::string> names;
  for (const std::string& name : kind.names)
    if (!kind.every_page || !name.ends_with(".html")) names.push_back(escape_regex(name));
  if (kind.every_page) names.insert(names.begin(), "[^/]+[.]html");
  return fmt::format("{}", fmt::join(names, "|"));
}

std::string stable_page_path_pattern(const ConfiguredSite& site, const StablePageKind& kind) {
  return fmt::format("^{}(?:{}{})$", escape_regex(site.prefix), kind.index ? "|" : "", stable_page_pattern(kind));
}

std::string escape_regex(std::string_view text) {
  std::string pattern;
  for (const char c : text) {
    if (c == '^' || c == '\\' || c == ']') {  // not literal as the only character of a class in some dialects
      pattern += '\\';
      pattern += c;
    } else if (std::string_view(".$*+?()[]{}|#").find(c) != std::string_view::npos) {
      pattern += '[';
      pattern += c;
      pattern += ']';
    } else {
      pattern += c;
    }
  }
  return pattern;
}

}  // namespace wasmpair

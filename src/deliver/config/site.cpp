#include "deliver/config/site.h"

#include <fmt/format.h>

#include <algorithm>

#include "encode/codings.h"
#include "publish/cache_policy.h"
#include "util/text.h"
#include "util/utf8.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

constexpr const char* pack_again = "Give the wasmpair.json that `wasmpair pack` wrote, or pack again.";
constexpr std::string_view page_type = "text/html; charset=utf-8";

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); }
bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

/// Throws unless value is made of what types and Cache-Control are made of; it then needs no quoting but for spaces.
void check_field_value(const std::string& value, const std::string& file) {
  constexpr std::string_view marks = " ;,=/.+-*_";
  const bool plain =
      std::ranges::all_of(value, [&](char c) { return is_letter(c) || is_digit(c) || marks.find(c) != marks.npos; });
  if (!plain) throw Error(file, fmt::format("lists '{}' as a header field's value", printable(value)), pack_again);
}

/// The parts of "app.0123456789abcdef.wasm".
struct HashedName {
  std::size_t hash_length;
  std::string extension;
};

HashedName parse_hashed_name(const std::string& path, const std::string& file) {
  const std::size_t hash = path.find('.');
  const std::size_t extension = hash == path.npos ? path.npos : path.find('.', hash + 1);
  const auto is_word = [](char c) { return is_letter(c) || is_digit(c) || c == '_'; };
  if (extension != path.npos) {
    const std::string_view name = std::string_view(path).substr(0, hash);
    const std::string_view digits = std::string_view(path).substr(hash + 1, extension - hash - 1);
    const std::string_view rest = std::string_view(path).substr(extension + 1);
    if (!name.empty() && !is_digit(name[0]) && std::ranges::all_of(name, is_word) && digits.size() >= 8 &&
        std::ranges::all_of(digits, is_hex) && !rest.empty() && std::ranges::all_of(rest, is_word))
      return {digits.size(), std::string(rest)};
  }
  throw Error(file, fmt::format("lists the asset '{}', whose name is not NAME.HASH.EXTENSION", printable(path)),
              pack_again);
}

template <typename Value>
void add_once(std::vector<Value>& values, const Value& value) {
  if (std::ranges::find(values, value) == values.end()) values.push_back(value);
}

void add_siblings(ConfiguredSite& site, const Route& route, const std::string& file) {
  for (const ManifestEncoding& sibling : route.encodings) {
    const std::optional<Coding> coding = parse_coding(sibling.encoding);
    if (!coding || sibling.path != route.path + std::string(info(*coding).extension))
      throw Error(file,
                  fmt::format("lists '{}' as {} sibling of '{}'", printable(sibling.path), printable(sibling.encoding),
                              route.path),
                  pack_again);
    const bool known =
        std::ranges::any_of(site.siblings, [&](const SiblingKind& kind) { return kind.encoding == sibling.encoding; });
    if (!known) site.siblings.push_back({sibling.encoding, std::string(info(*coding).extension)});
  }
}

void add_asset(ConfiguredSite& site, const Route& route, const std::string& file) {
  const HashedName name = parse_hashed_name(route.path, file);
  add_once(site.hash_lengths, name.hash_length);
  add_siblings(site, route, file);
  const auto known = std::ranges::find(site.assets, name.extension, &AssetKind::extension);
  if (known == site.assets.end()) {
    site.assets.push_back({name.extension, route.type, route.cache_control});
  } else if (known->type != route.type || known->cache_control != route.cache_control) {
    throw Error(file, fmt::format("gives assets that end in .{} different types or Cache-Control", name.extension),
                pack_again);
  }
}

void add_standing(ConfiguredSite& site, const Route& route) {
  auto kind = std::ranges::find_if(site.standing, [&](const StandingKind& other) {
    return other.type == route.type && other.cache_control == route.cache_control;
  });
  if (kind == site.standing.end()) kind = site.standing.insert(kind, StandingKind{route.type, route.cache_control, {}});
  kind->names.push_back(route.path);
  if (route.path == "index.html") kind->index = true;
}

/// Pages that the manifest does not list are the user's own, which load the program just the same.
void add_other_pages(ConfiguredSite& site, const std::string& cache_control) {
  const auto pages = [](const StandingKind& kind) { return kind.type == page_type; };
  auto kind = std::ranges::find_if(site.standing, pages);
  if (kind == site.standing.end())
    kind = site.standing.insert(site.standing.begin(), StandingKind{std::string(page_type), cache_control, {}});
  kind->every_page = true;
  if (std::ranges::none_of(site.standing, &StandingKind::index)) kind->index = true;
}

unsigned hex_value(char c) {
  return static_cast<unsigned>(is_digit(c) ? c - '0' : (c >= 'a' ? c - 'a' : c - 'A') + 10);
}

bool is_any_hex(char c) { return is_hex(c) || (c >= 'A' && c <= 'F'); }

/// Servers compare paths that they have decoded.
std::string percent_decode(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && is_any_hex(text[i + 1]) && is_any_hex(text[i + 2])) {
      decoded += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
      i += 2;
    } else {
      decoded += text[i];
    }
  }
  return decoded;
}

/// "https://cdn.example.com/v1/" -> "/v1/"; "" -> "/".
std::string_view path_of_url(std::string_view url) {
  const std::size_t scheme = url.find("//");
  if (scheme == url.npos) return url.empty() ? "/" : url;
  const std::size_t path = url.find('/', scheme + 2);
  return path == url.npos ? "/" : url.substr(path);
}

std::string prefix_of(const Manifest& manifest, const ConfigRequest& request) {
  const std::string_view written = request.prefix ? std::string_view(*request.prefix) : path_of_url(manifest.base);
  std::string prefix = percent_decode(written);
  if (!prefix.empty() && prefix.back() != '/') prefix += '/';
  if (prefix.empty() || prefix[0] != '/' || prefix.find("//") != prefix.npos || prefix.find("/../") != prefix.npos ||
      !is_utf8(prefix) || std::ranges::any_of(prefix, is_control)) {
    throw Error(request.prefix ? "" : request.manifest_file,
                fmt::format("'{}' is not the path of a directory on a server", printable(written)),
                "Say with --prefix where the directory of the release is: --prefix /assets/");
  }
  return prefix;
}

void forbid_transformation(Route& route) {
  if (route.cache_control.find("no-transform") == std::string::npos) route.cache_control += ", no-transform";
}

}  // namespace

ConfiguredSite describe_site(const Manifest& manifest, const ConfigRequest& request) {
  ConfiguredSite site;
  site.prefix = prefix_of(manifest, request);
  site.routes = routes_of(manifest);
  site.encoding = request.encoding;
  std::string standing_cache = always_revalidate;
  if (request.transformation == Transformation::Forbidden) {
    for (Route& route : site.routes) forbid_transformation(route);
    standing_cache += ", no-transform";
  }
  for (const Route& route : site.routes) {
    check_field_value(route.type, request.manifest_file);
    check_field_value(route.cache_control, request.manifest_file);
    if (route.kind == RouteKind::Asset) {
      add_asset(site, route, request.manifest_file);
    } else {
      add_standing(site, route);
    }
  }
  add_other_pages(site, standing_cache);
  std::ranges::sort(site.assets, {}, &AssetKind::extension);
  std::ranges::sort(site.hash_lengths);
  // The smallest first: Zstandard is second to Brotli and better than gzip.
  std::ranges::sort(site.siblings, {}, [](const SiblingKind& kind) { return kind.encoding == "gzip"; });
  return site;
}

std::string asset_pattern(const ConfiguredSite& site, std::string_view extension) {
  std::vector<std::string> lengths;
  for (const std::size_t length : site.hash_lengths) lengths.push_back(fmt::format("[0-9a-f]{{{}}}", length));
  std::vector<std::string_view> extensions{extension};
  if (extension.empty()) {
    extensions.clear();
    for (const AssetKind& kind : site.assets) extensions.emplace_back(kind.extension);
  }
  const auto choice = [](const auto& values) {
    return values.size() == 1 ? std::string(values[0]) : fmt::format("(?:{})", fmt::join(values, "|"));
  };
  return fmt::format("[A-Za-z_][A-Za-z0-9_]*[.]{}[.]{}", choice(lengths), choice(extensions));
}

std::string sibling_pattern(const ConfiguredSite& site) {
  // Of every coding, so that a release with another choice of encodings needs no other configuration.
  std::vector<std::string_view> suffixes;
  for (const CodingInfo& coding : codings()) suffixes.push_back(coding.extension.substr(1));
  return fmt::format("{}[.](?:{})", asset_pattern(site), fmt::join(suffixes, "|"));
}

std::string standing_pattern(const StandingKind& kind) {
  std::vector<std::string> names;
  for (const std::string& name : kind.names)
    if (!kind.every_page || !name.ends_with(".html")) names.push_back(escape_regex(name));
  if (kind.every_page) names.insert(names.begin(), "[^/]+[.]html");
  return fmt::format("{}", fmt::join(names, "|"));
}

std::string standing_path_pattern(const ConfiguredSite& site, const StandingKind& kind) {
  return fmt::format("^{}(?:{}{})$", escape_regex(site.prefix), kind.index ? "|" : "", standing_pattern(kind));
}

std::string escape_regex(std::string_view text) {
  std::string pattern;
  for (const char c : text) {
    if (c == '^' || c == '\\' || c == ']') {  // not literal as the only character of a class, in some dialect
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

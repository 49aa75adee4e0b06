// The JSON formats: vercel.json, firebase.json, and the routes for anything else. JSON has no comments, so explanations
// are notes.
#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "http/percent_encoding.h"
#include "serving/server_config.h"

namespace wasmpair {
namespace {

using nlohmann::ordered_json;

ordered_json headers(const std::string& type, const std::string& cache_control) {
  return ordered_json::array({{{"key", "Content-Type"}, {"value", type}},
                              {{"key", "Cache-Control"}, {"value", cache_control}},
                              {{"key", "X-Content-Type-Options"}, {"value", "nosniff"}}});
}

std::string print(const ordered_json& document) { return document.dump(2) + "\n"; }

/// What browsers that have an earlier module get instead (RFC 9842).
void add_deltas(ordered_json& row, const Route& route) {
  row["vary"] = route.encodings.empty() ? "Available-Dictionary" : "Accept-Encoding, Available-Dictionary";
  row["useAsDictionary"] = fmt::format("match=\"{}\"", route.dictionary_match);
  row["deltas"] = ordered_json::array();
  for (const ManifestDelta& delta : route.deltas)
    row["deltas"].push_back({{"encoding", delta.encoding},
                             {"path", delta.path},
                             {"bytes", delta.bytes},
                             {"dictionary", delta.from.sha256}});
}

constexpr const char* compresses_itself =
    "{} compresses on its own and does not use the .br and .gz siblings; it sets Vary and ETag itself";
constexpr const char* missing =
    "rules also match missing files: deploy the files of earlier releases, too, or their 404 is cached";
constexpr const char* merge = "merge this into your {}; the directory of the release is {} there";

}  // namespace

/// source is a pattern of path-to-regexp, which gives no meaning to characters that percent_encode leaves alone.
Configuration vercel_config(const ConfiguredSite& site) {
  ordered_json rules = ordered_json::array();
  const std::string at = percent_encode(site.prefix);
  const auto add = [&](const std::string& source, const std::string& type, const std::string& cache_control) {
    rules.push_back({{"source", at + source}, {"headers", headers(type, cache_control)}});
  };
  for (const AssetKind& kind : site.assets)
    add("(" + asset_pattern(site, kind.extension) + ")", kind.type, kind.cache_control);
  for (const StablePageKind& kind : site.stable_pages) {
    if (kind.index) add("", kind.type, kind.cache_control);
    if (kind.every_page) add("([^/]+[.]html)", kind.type, kind.cache_control);
    for (const std::string& name : kind.names)
      if (!kind.every_page || !name.ends_with(".html")) add(percent_encode(name), kind.type, kind.cache_control);
  }
  return {print({{"headers", rules}}),
          {fmt::format(merge, "vercel.json", site.prefix), fmt::format(compresses_itself, "Vercel"), missing}};
}

/// The syntax of regex is RE2.
Configuration firebase_config(const ConfiguredSite& site) {
  ordered_json rules = ordered_json::array();
  const std::string at = "^" + escape_regex(site.prefix);
  const auto add = [&](const std::string& regex, const std::string& type, const std::string& cache_control) {
    rules.push_back({{"regex", regex}, {"headers", headers(type, cache_control)}});
  };
  for (const AssetKind& kind : site.assets)
    add(at + asset_pattern(site, kind.extension) + "$", kind.type, kind.cache_control);
  for (const StablePageKind& kind : site.stable_pages)
    add(stable_page_path_pattern(site, kind), kind.type, kind.cache_control);
  return {
      print({{"hosting", {{"headers", rules}}}}),
      {fmt::format(merge, "firebase.json", site.prefix), fmt::format(compresses_itself, "Firebase Hosting"), missing,
       "a rewrite of \"**\" to /index.html serves HTML for a missing module: exclude " + site.prefix + "** from it"}};
}

Configuration json_config(const ConfiguredSite& site) {
  ordered_json routes = ordered_json::array();
  for (const Route& route : site.routes) {
    ordered_json encodings = ordered_json::array();
    for (const ManifestEncoding& sibling : route.encodings)
      encodings.push_back({{"encoding", sibling.encoding}, {"path", sibling.path}, {"bytes", sibling.bytes}});
    ordered_json row{{"kind", name(route.kind)},
                     {"path", route.path},
                     {"url", route.url},
                     {"type", route.type},
                     {"cacheControl", route.cache_control},
                     {"vary", route.encodings.empty() ? "" : "Accept-Encoding"},
                     {"encodings", encodings}};
    if (!route.dictionary_match.empty()) add_deltas(row, route);
    routes.push_back(std::move(row));
  }
  return {print({{"routes", routes}}), {}};
}

}  // namespace wasmpair

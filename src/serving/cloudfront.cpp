// Amazon CloudFront in front of an S3 bucket: a function that chooses among the objects of a release.
//
// A function runs before CloudFront looks into its cache, and cannot ask whether an object exists. So it has a list of
// the encodings and deltas of one release. It appends the suffix of one of them to the path, which is then part of the
// cache key: whatever the cache has for that path is right for every request that is sent there.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <tuple>
#include <utility>

#include "http/percent_encoding.h"
#include "serving/server_config.h"

namespace wasmpair {
namespace {

/// CloudFront accepts 10 KB, comments included.
constexpr std::size_t size_limit = 10'000;

/// The query is part of the cache key where the loader asks for another copy than the one that did not work.
constexpr std::string_view head =
    R"(/* Amazon CloudFront, for one release of wasmpair in an S3 bucket: a function for the runtime
cloudfront-js-2.0. It chooses the difference to the release that a browser has, or the
encoding that it accepts, among the objects that `wasmpair config s3 --cloudfront` uploads.
Generate it again for each release, because it lists names; the script of the upload
publishes it. Files of releases that it does not list are served unencoded.

Once, create a cache policy without Accept-Encoding, since the function puts the choice
into the path:

aws cloudfront create-cache-policy --cache-policy-config '{{
  "Name": "wasmpair", "MinTTL": 0, "DefaultTTL": 86400, "MaxTTL": 31536000,
  "ParametersInCacheKeyAndForwardedToOrigin": {{
    "EnableAcceptEncodingGzip": false, "EnableAcceptEncodingBrotli": false,
    "HeadersConfig": {{"HeaderBehavior": "none"}},
    "CookiesConfig": {{"CookieBehavior": "none"}},
    "QueryStringsConfig": {{"QueryStringBehavior": "whitelist",
      "QueryStrings": {{"Quantity": 1, "Items": ["full"]}}}}}}}}'

In the behavior for {prefix}*, set this policy and this function, for viewer requests and for
viewer responses, and turn "Compress objects automatically" off. */
)";

constexpr std::string_view code = R"js(
function valueOf(headers, name) {
  const field = headers[name];
  if (!field) return "";
  return field.multiValue ? field.multiValue.map((line) => line.value).join(",") : field.value;
}

// The name of a file in the directory, "" for the directory itself, null for anything else.
function nameOf(uri) {
  let path = "";
  try {
    path = decodeURIComponent(uri);
  } catch (error) {
    return null;
  }
  return path.startsWith(prefix) ? path.slice(prefix.length) : null;
}

// The suffix of the object that the visitor gets instead of the file.
function suffixFor(suffixes, request) {
  const usable = (suffix, coding) => suffixes.includes(" " + suffix + " ") &&
    new RegExp(acceptance.replace("CODING", coding), "i").test(valueOf(request.headers, "accept-encoding"));
  const dictionary = /^:([0-9A-Za-z+\/]{43}=):$/.exec(valueOf(request.headers, "available-dictionary"));
  if (dictionary && moduleUri.test(request.uri)) {
    const key = "." + dictionary[1].replace(/[+\/=]/g, "");
    const delta = deltas.find((one) => usable(key + one.suffix, one.coding));
    if (delta) return key + delta.suffix;
  }
  const sibling = siblings.find((one) => usable(one.suffix, one.coding));
  return sibling ? sibling.suffix : "";
}

function choose(request) {
  const name = nameOf(request.uri);
  // Siblings and differences have no URLs of their own: without their fields they would be useless.
  if (name !== null && siblingName.test(name)) {
    return { statusCode: 404, statusDescription: "Not Found", headers: { "cache-control": { value: "no-store" } } };
  }
  if (name === "") request.uri += index;
  // A range is one of the file itself.
  if (Object.prototype.hasOwnProperty.call(files, name) && !request.headers.range) {
    request.uri += suffixFor(files[name], request);
  }
  return request;
}

// S3 has no metadata for these fields.
function describe(request, response) {
  const name = nameOf(request.uri);
  if (name === null) return response;
  const headers = response.headers;
  headers["x-content-type-options"] = { value: "nosniff" };
  if (!assetName.test(name) && !siblingName.test(name)) return response;
  const isModule = offersDictionaries && /[.]wasm(?:[.]|$)/.test(name);
  headers.vary = { value: isModule ? "Accept-Encoding, Available-Dictionary" : "Accept-Encoding" };
  if (!isModule) return response;
  // Browsers keep this module, and get a later one as the difference to it (RFC 9842).
  const match = moduleUri.exec(request.uri);
  if (match) headers["use-as-dictionary"] = { value: 'match="' + match[1] + '.*.wasm?"' };
  // A range of a difference would be joined with one of the module.
  if (/^dc[bz]$/.test(valueOf(headers, "content-encoding"))) delete headers["accept-ranges"];
  return response;
}

function handler(event) {
  if (event.context.eventType === "viewer-response") return describe(event.request, event.response);
  return choose(event.request);
}
)js";

/// A literal of JavaScript, in ASCII.
std::string literal(const std::string& text) { return nlohmann::json(text).dump(-1, ' ', true); }

std::string pattern_literal(const std::string& pattern) { return fmt::format("new RegExp({})", literal(pattern)); }

/// An object beside a file, in the order in which they are listed while there is room.
struct Choice {
  const Route* file;
  std::string suffix;
  /// Encodings of modules first, then deltas, those from the last release first, then other encodings.
  std::tuple<int, std::size_t, std::uint64_t> rank;
};

std::vector<Choice> choices_of(const ConfiguredSite& site) {
  std::vector<Choice> choices;
  for (const Route& route : site.routes) {
    if (route.kind != RouteKind::Asset) continue;
    const auto add = [&](const std::string& path, int group, std::size_t age) {
      if (path.starts_with(route.path))
        choices.push_back({&route, path.substr(route.path.size()), {group, age, UINT64_MAX - route.bytes}});
    };
    const bool is_module = !route.dictionary_match.empty();
    for (const ManifestEncoding& sibling : route.encodings) add(sibling.path, is_module ? 0 : 2, 0);
    // The newest first; each in every coding.
    std::vector<std::string> from;
    for (const ManifestDelta& delta : route.deltas) {
      const auto known = std::ranges::find(from, delta.from.sha256);
      add(delta.path, 1, static_cast<std::size_t>(known - from.begin()));
      if (known == from.end()) from.push_back(delta.from.sha256);
    }
  }
  std::ranges::stable_sort(choices, {}, &Choice::rank);
  return choices;
}

/// The list of files, in the order of their names, and how many choices had no room.
struct FileList {
  std::string text;
  std::size_t left_out = 0;
};

std::string entry(const std::string& name, const std::string& suffixes) {
  return fmt::format("  {}: {},\n", literal(name), literal(suffixes + " "));
}

FileList list_files(const ConfiguredSite& site, std::size_t room) {
  std::vector<std::pair<std::string, std::string>> files;  // names and suffixes
  FileList list;
  for (const Choice& choice : choices_of(site)) {
    const auto known = std::ranges::find(files, choice.file->path, &std::pair<std::string, std::string>::first);
    const std::string suffix = " " + choice.suffix;
    const std::size_t added = known != files.end() ? suffix.size() : entry(choice.file->path, suffix).size();
    if (added > room) {
      ++list.left_out;
      continue;
    }
    room -= added;
    if (known != files.end())
      known->second += suffix;
    else
      files.emplace_back(choice.file->path, suffix);
  }
  std::ranges::sort(files);
  for (const auto& [name, suffixes] : files) list.text += entry(name, suffixes);
  return list;
}

/// The rows of codings: the one to prefer first.
template <typename Kinds>
std::string rows(const Kinds& kinds) {
  std::string text;
  for (const auto& kind : kinds)
    text += fmt::format("{}{{ suffix: {}, coding: {} }}", text.empty() ? "" : ", ", literal(std::string(kind.suffix)),
                        literal(std::string(kind.encoding)));
  return "[" + text + "]";
}

std::string constants(const ConfiguredSite& site) {
  const bool offers = std::ranges::any_of(
      site.assets, [](const AssetKind& kind) { return kind.dictionaries == Dictionaries::Offered; });
  const bool has_index =
      std::ranges::any_of(site.routes, [](const Route& route) { return route.path == "index.html"; });
  std::string text =
      fmt::format("const prefix = {};\nconst index = \"{}\";\n", literal(site.prefix), has_index ? "index.html" : "");
  text +=
      fmt::format("const assetName = {};\nconst siblingName = {};\n", pattern_literal("^" + asset_pattern(site) + "$"),
                  pattern_literal("^" + sibling_pattern(site) + "$"));
  text += fmt::format("const moduleUri = {};\nconst acceptance = {};\n",
                      pattern_literal("^" + requested_module_pattern(site) + "(?:[.]|$)"),
                      literal(acceptance_pattern("CODING")));
  text += fmt::format("const deltas = {};\nconst siblings = {};\n", rows(delta_kinds), rows(site.siblings));
  return text + fmt::format("const offersDictionaries = {};\n", offers);
}

}  // namespace

Configuration cloudfront_config(const ConfiguredSite& site) {
  const std::string begin = fmt::format(head, fmt::arg("prefix", percent_encode(site.prefix))) + "\n" +
                            constants(site) + "// What is beside each file.\nconst files = {\n";
  const std::string end = std::string("};\n") + std::string(code);
  const std::size_t rest = begin.size() + end.size();
  const FileList list = list_files(site, rest < size_limit ? size_limit - rest : 0);
  Configuration configuration{begin + list.text + end, {}};
  if (list.left_out > 0)
    configuration.notes.push_back(fmt::format(
        "a CloudFront function holds 10 KB: {} of the encodings and differences had no room in it; first "
        "come the encodings of modules, then the newest differences, then the encodings of the largest files",
        list.left_out));
  return configuration;
}

}  // namespace wasmpair

// Fuzzes the writers of configurations: no value of a manifest, and no prefix, becomes structure. Every accepted value
// gives the structure that a harmless one gives. tests/servers/hostile_values.test.mjs has the servers read a sample.
#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "fuzz/require.h"
#include "http/percent_encoding.h"
#include "serving/server_config.h"
#include "util/text_bytes.h"
#include "wasmpair/error.h"
#include "wasmpair/manifest.h"

namespace wasmpair {
namespace {

const std::string asset = "app.0123456789abcdef.wasm";

/// What the fuzzer chooses.
struct Values {
  std::string prefix;
  std::string page;
  std::string page_type;
  std::string cache_control;
};

ManifestFile file_of(const std::string& path, const std::string& type) {
  return {path, path, type, 7, std::string(64, 'a'), "sha384-" + std::string(64, 'a'), "public, immutable", {}};
}

Manifest manifest_of(const Values& values) {
  const ManifestBundle bundle{"app",
                              std::string(64, 'b'),
                              "go1.24.4",
                              9,
                              std::string(64, 'c'),
                              file_of(asset, "application/wasm"),
                              file_of("wasm_exec.0123456789abcdef.js", "text/javascript"),
                              file_of("loader.0123456789abcdef.js", "text/javascript")};
  return {"0.1.0", "", {bundle}, {{values.page, "page", values.page_type, values.cache_control}}, {asset}};
}

/// The text with "/" instead of the prefix in the lines that have it outside of quotes, percent-encoded.
std::string without_prefix(std::string text, std::string prefix) {
  prefix.pop_back();
  for (const std::string_view before : {"\nRewriteBase ", "://BUCKET", "\nIn the behavior for "}) {
    std::size_t at = 0;
    while ((at = text.find(before, at)) != text.npos) {
      at += before.size();
      if (text.compare(at, prefix.size(), prefix) == 0) text.erase(at, prefix.size());
    }
  }
  return text;
}

/// What make gives, unless it refuses the values.
template <typename Make>
auto unless_refused(Make make) -> std::optional<decltype(make())> {
  try {
    return make();
  } catch (const Error& error) {
    require(!error.problem().empty() && !error.advice().empty(), "an error has a problem and advice");
    return std::nullopt;
  }
}

std::optional<ConfiguredSite> site_of(const Values& values) {
  return unless_refused([&] {
    SiteOptions options;
    options.prefix = values.prefix;
    return describe_site(read_manifest(to_json(manifest_of(values)), "fuzz"), "fuzz", options);
  });
}

std::optional<std::string> configured(const ServerConfig& server, const std::optional<ConfiguredSite>& site) {
  if (!site) return std::nullopt;
  return unless_refused([&] { return without_prefix(server.emit(*site).text, percent_encode(site->prefix)); });
}

/// The text without what is quoted, and without comments: what has a meaning to a server or a shell. Within quotes,
/// only escape has a meaning.
std::string unquoted(std::string_view text, char quote, bool escapes) {
  std::string rest;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '#' && (i == 0 || text[i - 1] == '\n' || text[i - 1] == ' ' || text[i - 1] == '\t')) {
      while (i < text.size() && text[i] != '\n') ++i;
      rest += '\n';
    } else if (text[i] == quote) {
      for (++i; i < text.size() && text[i] != quote; ++i)
        if (escapes && text[i] == '\\') ++i;
      rest += quote;
    } else if (text[i] == '\\' && i + 1 < text.size()) {
      rest += text[i++];
      rest += text[i];
    } else {
      rest += text[i];
    }
  }
  return rest;
}

/// The lines without the paths at the start of some: the fields of a _headers file.
std::string fields_of(std::string_view text) {
  std::string fields;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    if (line.starts_with("  "))
      fields += std::string(line.substr(0, line.find(':'))) + "\n";
    else if (line.starts_with('/'))
      fields += "/\n";
    else
      require(line.empty() || line.starts_with('#'), "a line of a _headers file");
    at = end + 1;
  }
  return fields;
}

/// The keys of a JSON document, and the kinds of its values. The order of arrays may depend on names.
std::string shape_of(const nlohmann::json& value) {
  std::string shape = value.type_name();
  std::vector<std::string> elements;
  for (const auto& entry : value.items())
    if (value.is_structured()) elements.push_back((value.is_object() ? entry.key() : "") + shape_of(entry.value()));
  std::ranges::sort(elements);
  for (const std::string& element : elements) shape += "(" + element + ")";
  return shape;
}

/// What a shell reads outside of quotes. An apostrophe in a word is '\'' there.
std::string shell_structure(const std::string& text) {
  constexpr std::string_view apostrophe = "'\\''";
  std::string rest = unquoted(text, '\'', false);
  for (std::size_t at = 0; (at = rest.find(apostrophe, at)) != rest.npos;) rest.replace(at, apostrophe.size(), "'");
  return rest;
}

std::string structure(std::string_view server, const std::string& text) {
  if (server == "netlify" || server == "cloudflare") return fields_of(text);
  if (server == "s3" || server == "gcs") return shell_structure(text);
  if (server == "vercel" || server == "firebase" || server == "json") return shape_of(nlohmann::json::parse(text));
  return unquoted(text, '"', true);
}

void run(const Values& values) {
  // Pages of the same kind as others are written together with them.
  const bool is_index = values.page == "index.html";
  const bool is_html = values.page.ends_with(".html");
  const auto harmless = site_of({"/x/",
                                 is_index  ? "index.html"
                                 : is_html ? "x.html"
                                           : "x.htm",
                                 "text/x", values.cache_control});
  const auto other = site_of({values.prefix, values.page, "text/x", values.cache_control});
  const auto all = site_of(values);
  for (const ServerConfig& server : server_configs()) {
    const std::optional<std::string> expected = configured(server, harmless);
    const std::optional<std::string> text = configured(server, other);
    configured(server, all);
    if (expected && text)
      require(structure(server.target.name, *text) == structure(server.target.name, *expected), "the same structure");
  }
}

}  // namespace
}  // namespace wasmpair

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::vector<std::string> texts(1);
  for (const char c : wasmpair::text_of({data, size})) {
    if (c == '\0')
      texts.emplace_back();
    else
      texts.back() += c;
  }
  texts.resize(4);
  if (texts[3].empty()) texts[3] = "no-cache";
  for (const std::string& text : texts)
    if (!nlohmann::json::accept("\"" + text + "\"") && text.find('"') == text.npos) return 0;
  wasmpair::run({texts[0], texts[1], texts[2], texts[3]});
  return 0;
}

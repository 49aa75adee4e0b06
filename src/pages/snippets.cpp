#include "pages/snippets.h"

#include <fmt/format.h>

#include <optional>

#include "http/origin.h"
#include "pages/escape.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

using nlohmann::ordered_json;

std::string attribute(std::string_view name, std::string_view value) {
  return fmt::format(" {}=\"{}\"", name, escape_html(value));
}

std::string url_attribute(std::string_view name, const ordered_json& url) {
  const std::optional<std::string> escaped = escape_url(url.get<std::string>());
  if (!escaped) throw Error("", "the release's URLs are neither relative nor http(s)", "Pack it with another --base.");
  return fmt::format(" {}=\"{}\"", name, *escaped);
}

std::string nonce_attribute(const PageOptions& options) {
  return options.nonce ? attribute("nonce", *options.nonce) : "";
}

/// True if the file is on a different origin from the page, which decides how browsers fetch and check it.
bool is_foreign(const ordered_json& file) { return !origin_of(file.at("url").get<std::string>()).empty(); }

/// The data that the loader reads, and the loader.
std::string loader_tags(const ordered_json& release, const ordered_json& loader, const PageOptions& options) {
  const std::string checks = is_foreign(loader) ? attribute("crossorigin", "anonymous") +
                                                      attribute("integrity", loader.at("integrity").get<std::string>())
                                                : "";
  return fmt::format("<script type=\"application/json\" data-wasmpair-release>{}</script>\n", script_json(release)) +
         fmt::format("<script type=\"module\"{}{}{}></script>", url_attribute("src", loader.at("url")), checks,
                     nonce_attribute(options));
}

bool has_file(const ordered_json& bundle, const char* name) {
  return bundle.is_object() && bundle.contains(name) && bundle[name].is_object() && bundle[name].contains("url") &&
         bundle[name].contains("integrity");
}

/// Each file must be fetched in the same way as by the loader, or it would be fetched twice.
std::string preload_tags(const ordered_json& bundle, const PageOptions& options) {
  if (!has_file(bundle, "wasm") || !has_file(bundle, "shim"))
    throw Error("", "a preload takes a bundle, but this value is not one",
                "Name one, such as bundles.app, or the variable of a loop over bundles.");
  const ordered_json& wasm = bundle.at("wasm");
  const ordered_json& shim = bundle.at("shim");
  const auto integrity = [](const ordered_json& file) {
    return is_foreign(file) ? attribute("integrity", file.at("integrity").get<std::string>()) : "";
  };
  const std::string shim_mode = is_foreign(shim) ? attribute("crossorigin", "anonymous") : "";
  return fmt::format("<link rel=\"preload\" as=\"fetch\" type=\"application/wasm\" crossorigin=\"anonymous\"{}{}>\n",
                     url_attribute("href", wasm.at("url")), integrity(wasm)) +
         fmt::format("<link rel=\"preload\" as=\"script\"{}{}{}{}>", url_attribute("href", shim.at("url")), shim_mode,
                     integrity(shim), nonce_attribute(options));
}

}  // namespace

std::vector<Snippet> release_snippets(const ordered_json& values, const PageOptions& options) {
  std::vector<Snippet> snippets;
  snippets.push_back(
      {"preload", true, [options](const ordered_json& bundle) { return preload_tags(bundle, options); }});
  const ordered_json& bundles = values.at("bundles");
  snippets.push_back({"loader", false, [release = values.at("release"), bundles, options](const ordered_json&) {
                        if (bundles.empty()) throw Error("", "the release has no bundle to load", "Pack a module.");
                        return loader_tags(release, bundles.front().at("loader"), options);
                      }});
  return snippets;
}

}  // namespace wasmpair

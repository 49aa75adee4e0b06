#include "verify/page_references.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "util/ascii.h"

namespace wasmpair {
namespace {

constexpr std::size_t max_references = 10'000;
constexpr std::string_view spaces = " \t\r\n\f";

/// The character references that template engines write in URLs.
std::string decode(std::string_view value) {
  constexpr std::pair<std::string_view, char> names[] = {{"&amp;", '&'},  {"&#38;", '&'},  {"&#43;", '+'},
                                                         {"&#x2F;", '/'}, {"&#x3D;", '='}, {"&#61;", '='}};
  std::string decoded;
  while (!value.empty()) {
    const auto* found = std::ranges::find_if(names, [&](const auto& name) { return value.starts_with(name.first); });
    decoded += found == std::end(names) ? value[0] : found->second;
    value.remove_prefix(found == std::end(names) ? 1 : found->first.size());
  }
  return decoded;
}

/// The value of the first attribute with that name in a tag, from its "<" on; "" if there is none.
std::string attribute(std::string_view tag, std::string_view name) {
  const std::string lower = lower_case(tag);
  for (std::size_t at = lower.find(name); at != std::string::npos; at = lower.find(name, at + 1)) {
    const std::size_t equals = at + name.size();
    if (at == 0 || spaces.find(lower[at - 1]) == spaces.npos || equals + 1 >= lower.size() || lower[equals] != '=')
      continue;
    const char quote = lower[equals + 1];
    if (quote != '"' && quote != '\'') continue;
    const std::size_t end = tag.find(quote, equals + 2);
    return decode(tag.substr(equals + 2, end == std::string_view::npos ? end : end - equals - 2));
  }
  return "";
}

std::string url_of(const nlohmann::json& bundle, const char* name) {
  const auto file = bundle.is_object() ? bundle.find(name) : bundle.end();
  if (file == bundle.end() || !file->is_object()) return "";
  const auto url = file->find("url");
  return url == file->end() || !url->is_string() ? "" : url->get<std::string>();
}

/// {"bundles": {NAME: {"pair": …, "wasm": {"url": …}, "shim": {"url": …}}}}
void add_release(std::string_view text, PageReferences& page) {
  const auto data = nlohmann::json::parse(text, nullptr, false);
  if (!data.is_object() || !data.contains("bundles") || !data["bundles"].is_object()) return;
  for (const auto& [name, bundle] : data["bundles"].items()) {
    const std::string module = url_of(bundle, "wasm");
    page.modules[name] = module;
    for (const std::string& url : {module, url_of(bundle, "shim")})
      if (!url.empty()) page.urls.push_back(url);
  }
}

void add_tag(std::string_view tag, PageReferences& page) {
  const std::string href = attribute(tag, "href");
  if (lower_case(tag.substr(0, 6)) == "<base " && page.base.empty()) {
    page.base = href;
    return;
  }
  for (const std::string& url : {href, attribute(tag, "src")})
    if (!url.empty()) page.urls.push_back(url);
}

}  // namespace

PageReferences references_of(std::string_view html) {
  PageReferences page;
  bool has_data = false;  // the loader reads the first only
  while (page.urls.size() < max_references) {
    html.remove_prefix(std::min(html.find('<'), html.size()));
    if (html.empty()) break;
    const bool is_comment = html.starts_with("<!--");
    const std::size_t end = std::min(html.find(is_comment ? std::string_view("-->") : ">"), html.size());
    const std::string_view tag = html.substr(0, end);
    html.remove_prefix(std::max<std::size_t>(end, 1));
    if (is_comment) continue;
    add_tag(tag, page);
    if (!has_data && tag.starts_with("<script") && tag.find("data-wasmpair-release") != tag.npos && !html.empty()) {
      add_release(html.substr(1, std::min(html.find("</script"), html.size()) - 1), page);
      has_data = true;
    }
  }
  return page;
}

}  // namespace wasmpair

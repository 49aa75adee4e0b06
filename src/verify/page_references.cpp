#include "verify/page_references.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "http/percent_encoding.h"
#include "http/url.h"
#include "util/ascii.h"
#include "verify/html_tags.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

constexpr std::size_t max_references = 10'000;
constexpr std::size_t max_policies = 16;

/// bundle[file][key], if it is text.
std::string text_in(const nlohmann::json& bundle, const char* file, const char* key) {
  const auto found = bundle.is_object() ? bundle.find(file) : bundle.end();
  if (found == bundle.end() || !found->is_object()) return "";
  const auto text = found->find(key);
  return text == found->end() || !text->is_string() ? "" : text->get<std::string>();
}

/// {"bundles": {NAME: {"pair": …, "wasm": {"url": …}, "shim": {"url": …}}}}
void add_release(std::string_view text, PageReferences& page) {
  const auto data = nlohmann::json::parse(text, nullptr, false);
  if (!data.is_object() || !data.contains("bundles") || !data["bundles"].is_object()) return;
  for (const auto& [name, bundle] : data["bundles"].items()) {
    const std::string module = text_in(bundle, "wasm", "url");
    const std::string shim = text_in(bundle, "shim", "url");
    page.modules[name] = module;
    page.shims[name] = {shim, text_in(bundle, "shim", "integrity")};
    for (const std::string& url : {module, shim})
      if (!url.empty()) page.urls.push_back(url);
  }
}

class PageReader {
 public:
  explicit PageReader(std::string_view html) : tags_(html) {}

  PageReferences read() {
    HtmlTag tag;
    while (page_.urls.size() < max_references && tags_.next(tag)) {
      follow_structure(tag);
      if (!tag.name.starts_with('/')) add(tag);
    }
    return std::move(page_);
  }

 private:
  /// Whether a tag is in the head, where alone a policy counts, and in a template, where nothing does.
  void follow_structure(const HtmlTag& tag) {
    constexpr std::array<std::string_view, 14> names = {"html",  "head",   "base",     "basefont", "bgsound",
                                                        "link",  "meta",   "title",    "noscript", "noframes",
                                                        "style", "script", "template", "/head"};
    if (tag.name == "template") ++templates_;
    if (templates_ == 0 && tags_.had_text()) is_in_head_ = false;
    const bool stays = std::ranges::find(names, tag.name) != names.end();
    const bool is_ignored =
        tag.name.starts_with('/') && tag.name != "/body" && tag.name != "/html" && tag.name != "/br";
    if (templates_ == 0 && !stays && !is_ignored) is_in_head_ = false;
    if (tag.name == "/template" && templates_ > 0) --templates_;
  }

  void add(const HtmlTag& tag) {
    const std::string href = tag.value("href");
    if (tag.name == "base") return add_base(tag, href);
    for (const std::string& url : {href, tag.value("src")})
      if (!url.empty()) page_.urls.push_back(url);
    if (templates_ > 0) return;
    if (tag.name == "script") add_script(tag);
    if (tag.has("data-wasmpair-bundle"))
      page_.regions.push_back({tag.value("data-wasmpair-bundle"), tag.has("data-wasmpair-worker")});
    const bool is_policy =
        tag.name == "meta" && is_in_head_ && lower_case(tag.value("http-equiv")) == "content-security-policy";
    if (is_policy && page_.policies.size() < max_policies) page_.policies.push_back(tag.value("content"));
  }

  void add_base(const HtmlTag& tag, const std::string& href) {
    if (!page_.base.empty() || !tag.has("href") || templates_ > 0) return;
    page_.base = href;
    page_.base_policies = page_.policies.size();
  }

  void add_script(const HtmlTag& tag) {
    const std::string type = lower_case(tag.value("type"));
    if (page_.nonce.empty() && tag.has("nonce") && !has_nonce_) page_.nonce = tag.value("nonce");
    has_nonce_ = has_nonce_ || tag.has("nonce");
    if (type == "application/json") {
      if (!has_data_ && tag.has("data-wasmpair-release")) {
        add_release(tag.content, page_);
        has_data_ = true;  // the loader reads the first only
      }
    } else if (!tag.has("src")) {
      page_.has_inline_code = true;
    } else {
      const bool is_module = type == "module";
      page_.scripts.push_back({tag.value("src"), tag.value("nonce"), tag.value("integrity"), is_module,
                               is_module || tag.has("crossorigin"), page_.policies.size()});
    }
  }

  HtmlTags tags_;
  PageReferences page_;
  bool is_in_head_ = true;
  int templates_ = 0;
  bool has_data_ = false;
  bool has_nonce_ = false;
};

}  // namespace

PageReferences references_of(std::string_view html) { return PageReader(html).read(); }

std::string file_name_of(std::string_view url) {
  url = url.substr(0, url.find_first_of("?#"));
  const std::string_view name = url.substr(url.rfind('/') + 1);
  return percent_decode(name).value_or(std::string(name));
}

std::optional<std::string> resolve_reference(const std::string& base, const std::string& reference) {
  try {
    return without_credentials(resolve_url(base, reference));
  } catch (const Error&) {  // a page may say anything
    return std::nullopt;
  }
}

}  // namespace wasmpair

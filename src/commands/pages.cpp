#include "commands/pages.h"

#include <algorithm>

#include "encode/codings.h"
#include "pages/page.h"
#include "publish/cache_policy.h"
#include "publish/page_seal.h"
#include "util/ascii.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

bool is_taken(std::string_view name, const ReleaseAssets& assets) {
  const auto has_name = [name](const Asset* asset) {
    return asset->path == name || std::ranges::any_of(codings(), [&](const CodingInfo& coding) {
             return asset->path + std::string(coding.extension) == name;
           });
  };
  return std::ranges::any_of(all_of(assets), has_name);
}

/// True if the name needs no escaping in URLs or in any server's configuration.
bool is_plain(std::string_view name) {
  return std::ranges::all_of(name, [](char c) { return is_word_character(c) || c == '-' || c == '.'; });
}

}  // namespace

std::vector<ManifestPage> list_pages(const TemplateFiles& templates, const ReleaseAssets& assets,
                                     const std::string& base) {
  std::vector<ManifestPage> pages;
  for (const PageTemplate& page : templates.pages()) {
    if (!is_plain(page.name))
      throw Error(std::string(page.source.name), "cannot become a page: its name needs escaping in URLs",
                  "Rename the template: use letters, digits, \"-\", \"_\" and \".\" only.");
    if (is_taken(page.name, assets))
      throw Error(std::string(page.source.name), "cannot become a page: another file of the release has its name",
                  "Rename the template.");
    const std::string name(page.name);
    pages.push_back({name, base + name, std::string(page_type(name)->media_type), always_revalidate});
  }
  return pages;
}

std::vector<Page> render_pages(const TemplateFiles& templates, const Manifest& manifest, const PageOptions& options) {
  std::vector<Page> pages;
  for (const PageTemplate& page : templates.pages())
    pages.push_back(
        {std::string(page.name), seal_page(render_page(page.source, manifest, options), page.source.language)});
  return pages;
}

}  // namespace wasmpair

#include "pages/template_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/filesystem/path.hpp>
#include <optional>

#include "pages/default_pages.h"
#include "publish/page_type.h"
#include "util/counts.h"
#include "util/embedded_templates.h"
#include "util/files.h"
#include "util/text_bytes.h"
#include "util/utf8.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

constexpr std::string_view page_template = "index.html";
constexpr std::string_view loader_template = "loader.js";

PageLanguage language_of(const std::string& file, const std::string& name) {
  const std::optional<PageType> type = page_type(name);
  if (!type)
    throw Error(file, "is not a template: its name is neither that of an HTML page nor of a script",
                "Name it .html, .htm, .js or .mjs: that decides how values are escaped.");
  return type->language;
}

std::string read_template(const std::string& file) {
  if (open_file(file).state.bytes > template_limit)
    throw Error(file, fmt::format("is not a template: it has more than {} bytes", with_thousands(template_limit)),
                "Name another file.");
  const Bytes content = read_file(file);
  return std::string(text_of(content));
}

void expect_utf8(const TemplateFile& file) {
  std::string_view rest = file.text;
  while (!rest.empty()) {
    const std::size_t length = utf8_sequence(rest);
    if (length == 0)
      throw Error(place_in({file.file, file.text}, file.text.size() - rest.size()), "is not UTF-8",
                  "Save the template as UTF-8.");
    rest.remove_prefix(length);
  }
}

}  // namespace

TemplateFile::TemplateFile(std::string path)
    : file(std::move(path)),
      name(boost::filesystem::path(file).filename().generic_string()),
      text(read_template(file)),
      language(language_of(file, name)) {
  expect_utf8(*this);
}

TemplateFiles::TemplateFiles(const std::vector<std::string>& files, DefaultPage default_page)
    : default_page_(default_page) {
  for (const std::string& file : files) {
    TemplateFile next(file);
    const auto same = std::ranges::find(own_, next.name, &TemplateFile::name);
    if (same != own_.end())
      throw Error(file, fmt::format("the template {} has the same name", same->file),
                  "Rename one of them: a page has the name of its template.");
    own_.push_back(std::move(next));
  }
  std::ranges::sort(own_, {}, &TemplateFile::name);
}

Scripts TemplateFiles::scripts() const {
  const auto own = std::ranges::find(own_, loader_template, &TemplateFile::name);
  if (own != own_.end()) return {own->text, ""};
  return {embedded_template(loader_template), embedded_template("runner.js")};
}

std::vector<PageTemplate> TemplateFiles::pages() const {
  std::vector<PageTemplate> pages;
  bool needs_default = default_page_ != DefaultPage::None;
  for (const TemplateFile& file : own_) {
    if (file.name == loader_template) continue;
    needs_default = needs_default && file.name != page_template;
    pages.push_back({file.name, file.source()});
  }
  const std::string_view ours = std::ranges::find(default_pages(), default_page_, &DefaultPageInfo::page)->file;
  if (needs_default) pages.push_back({page_template, {ours, embedded_template(ours)}});
  std::ranges::sort(pages, {}, &PageTemplate::name);
  return pages;
}

}  // namespace wasmpair

// The templates of a run: those in templates/, and the user's own, which replace those of the same name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pages/template_parser.h"
#include "wasmpair/default_page.h"

namespace wasmpair {

/// The maximum size of a template in bytes.
inline constexpr std::size_t template_limit = 16U << 20U;

/// The template in a file. Throws Error if it cannot be read, is too large, is not UTF-8 (with line and column), or if
/// its name is not that of an HTML page or a script.
struct TemplateFile {
  explicit TemplateFile(std::string file);

  TemplateSource source() const { return {file, text, language}; }

  std::string file;  ///< As it was given.
  std::string name;  ///< The file name, without directories.
  std::string text;
  PageLanguage language = PageLanguage::Html;
};

/// A template that becomes a page.
struct PageTemplate {
  std::string_view name;  ///< The page's.
  TemplateSource source;
};

/// The scripts of a release that all bundles share: views of the templates.
struct Scripts {
  std::string_view loader;
  std::string_view runner;  ///< Runs command-line programs for our loader; empty beside a loader of the user's own.
};

/// The templates from which `pack` makes pages and scripts.
class TemplateFiles {
 public:
  /// Reads the user's templates. Throws Error like TemplateFile, and if two have the same name.
  explicit TemplateFiles(const std::vector<std::string>& files, DefaultPage default_page = DefaultPage::Demo);

  /// The user's loader.js, or ours with its runner.
  Scripts scripts() const;

  /// The templates that become pages, sorted by name: the user's, and our index.html unless the user has one or
  /// DefaultPage::None was given.
  std::vector<PageTemplate> pages() const;

 private:
  std::vector<TemplateFile> own_;  // sorted by name
  DefaultPage default_page_;
};

}  // namespace wasmpair

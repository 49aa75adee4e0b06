#include "publish/page_seal.h"

#include <fmt/format.h>

#include "util/line_ends.h"
#include "util/text_bytes.h"
#include "wasmpair/digest.h"

namespace wasmpair {
namespace {

/// The seal in the last line, which is a comment in the page's language.
std::string seal_of(std::string_view above) { return "wasmpair seal sha256 " + sha256(bytes_of(above)).hex(); }

bool is_sealed(std::string_view page) {
  if (!page.ends_with('\n')) return false;
  const std::size_t above_end = page.substr(0, page.size() - 1).rfind('\n');
  if (above_end == std::string_view::npos) return false;
  const std::string_view above = page.substr(0, above_end + 1);
  return page.substr(above_end + 1).find(seal_of(above)) != std::string_view::npos;
}

}  // namespace

std::string seal_page(std::string page, PageLanguage language) {
  if (!page.ends_with('\n')) page += '\n';
  const std::string words = seal_of(page) + " (the next release replaces this page, unless you edit it)";
  return page + (language == PageLanguage::Html ? fmt::format("<!-- {} -->\n", words) : fmt::format("// {}\n", words));
}

bool has_intact_seal(std::string_view page) {
  // A page whose template has "\r\n" is sealed with it.
  return is_sealed(page) || (page.find("\r\n") != std::string_view::npos && is_sealed(with_line_feeds(page)));
}

}  // namespace wasmpair

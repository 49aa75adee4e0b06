#include "publish/asset_name.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "publish/bundle_name.h"
#include "publish/file_type.h"
#include "publish/manifest_file.h"
#include "publish/manifest_text.h"
#include "publish/page_type.h"
#include "util/ascii.h"

namespace wasmpair {
namespace {

constexpr std::size_t max_name_bytes = 500;
constexpr std::size_t max_extension = 16;

std::string_view last_part(std::string_view name) { return name.substr(name.rfind('/') + 1); }

/// True for an HTML page by its name.
bool is_web_page(std::string_view name) {
  const auto type = page_type(name);
  return type && type->language == PageLanguage::Html;
}

/// What neither kind of name can be.
std::optional<NameProblem> common_problem(std::string_view name) {
  if (is_web_page(name)) return NameProblem{"is that of a page", "Publish it with --template."};
  constexpr std::array<std::string_view, 3> siblings{"br", "gz", "zst"};
  if (std::ranges::find(siblings, extension_of(name)) != siblings.end())
    return NameProblem{"is that of a compressed copy of another file", "Rename it, or publish the file that it has."};
  return std::nullopt;
}

}  // namespace

bool is_asset_name(std::string_view text) {
  if (text.empty() || text.size() > max_name_bytes) return false;
  while (true) {
    const std::size_t slash = text.find('/');
    const std::string_view part = text.substr(0, slash);
    if (!is_file_name(part) || part.starts_with('.')) return false;
    if (slash == text.npos) return true;
    text.remove_prefix(slash + 1);
  }
}

std::optional<NameProblem> stable_name_problem(std::string_view name) {
  constexpr std::string_view rename = "Rename it.";
  if (name.find('/') != name.npos)
    return NameProblem{"has a directory, but a stable name is that of a URL beside the pages",
                       "Give the file itself with --asset."};
  const auto is_plain = [](char c) { return is_word_character(c) || c == '-' || c == '.'; };
  if (!std::ranges::all_of(name, is_plain)) return NameProblem{"needs escaping in URLs", rename};
  if (!is_bundle_name(name)) return NameProblem{"is not valid on every system", rename};
  if (lower_case(name) == manifest_name) return NameProblem{"is that of the manifest", rename};
  if (looks_hashed(name)) return NameProblem{"looks like a hashed name, which may be cached for ever", rename};
  return common_problem(name);
}

bool looks_hashed(std::string_view name) {
  const std::size_t extension = name.rfind('.');
  if (extension == name.npos || extension == 0) return false;
  const std::size_t hash = name.rfind('.', extension - 1);
  if (hash == name.npos) return false;
  const std::string_view digits = name.substr(hash + 1, extension - hash - 1);
  return digits.size() >= 8 && std::ranges::all_of(lower_case(digits), is_lower_hex_digit);
}

std::optional<NameProblem> hashed_name_problem(std::string_view name) {
  name = last_part(name);
  const std::string extension = extension_of(name);
  if (extension.empty() || extension.size() > max_extension || !std::ranges::all_of(extension, is_word_character))
    return NameProblem{"has no extension of letters and digits",
                       "Give it one, or publish it under its own name with --stable."};
  return common_problem(name);
}

std::string hashed_name(std::string_view name, std::string_view hash) {
  name = last_part(name);
  return fmt::format("{}.{}.{}", bundle_name_from(name.substr(0, name.rfind('.'))), hash, extension_of(name));
}

}  // namespace wasmpair

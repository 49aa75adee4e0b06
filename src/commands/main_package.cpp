#include "commands/main_package.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/filesystem/path.hpp>
#include <vector>

#include "util/ascii.h"
#include "util/directory.h"
#include "util/files.h"
#include "util/platform/file_system.h"
#include "util/printable.h"
#include "util/text_bytes.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

constexpr std::size_t source_limit_bytes = 64U << 20U;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::string_view white_space = " \t\r\n";

void skip_white_space(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(white_space), text.size()));
}

/// The text up to the end, which is consumed as well.
std::string_view take_until(std::string_view& text, std::string_view end) {
  const std::string_view taken = text.substr(0, text.find(end));
  text.remove_prefix(std::min(taken.size() + end.size(), text.size()));
  return taken;
}

bool is_plain(char c) { return is_alphanumeric(c) || std::string_view("-._~+").find(c) != std::string_view::npos; }

bool is_package_part(std::string_view part) {
  return !part.empty() && part.front() != '.' && part.front() != '-' && part.back() != '.' &&
         std::ranges::all_of(part, is_plain);
}

/// What the go command takes for a source of the package, but for tests.
bool is_source_name(std::string_view name) {
  return name.ends_with(".go") && !name.ends_with("_test.go") && !name.starts_with('_') && !name.starts_with('.');
}

std::string path_in(const std::string& directory, const std::string& name) {
  return (boost::filesystem::path(directory) / name).generic_string();
}

std::vector<std::string> sorted_names(const std::string& directory) {
  if (!is_directory(directory)) return {};
  std::vector<std::string> names = platform::names_in(open_directory(directory).get());
  std::ranges::sort(names);
  return names;
}

enum class Contents { NoGoFiles, Program, OtherPackage };

Contents contents_of(const std::string& directory) {
  Contents contents = Contents::NoGoFiles;
  for (const std::string& name : sorted_names(directory)) {
    const std::string path = path_in(directory, name);
    if (!is_source_name(name) || !is_file(path)) continue;
    if (package_in_source(text_of(read_file(path, source_limit_bytes))) == "main") return Contents::Program;
    contents = Contents::OtherPackage;
  }
  return contents;
}

/// "cmd/app", "./cmd/app/" and the like -> "./cmd/app".
std::string package_path(const std::string& given) {
  std::string path = boost::filesystem::path(given).lexically_normal().generic_string();
  while (path.ends_with('/') || path.ends_with("/.")) path.erase(path.rfind('/'));
  while (path.starts_with("./")) path.erase(0, 2);
  if (path.empty() || path == ".") return ".";
  path = "./" + path;
  if (!is_package_path(path))
    throw Error(
        "", fmt::format("--package cannot be '{}'", printable(given)),
        "Name a directory below the project's, such as ./cmd/app. The go command accepts ASCII\nletters, digits "
        "and -._~+ in such names.");
  return path;
}

std::string checked_package(const std::string& directory, const std::string& given) {
  std::string package = package_path(given);
  if (contents_of(path_in(directory, package)) != Contents::Program)
    throw Error(boost::filesystem::path(path_in(directory, package)).lexically_normal().generic_string(),
                "has no Go file of package main", "Name the directory of a program.");
  return package;
}

std::vector<std::string> programs_in_cmd(const std::string& directory) {
  std::vector<std::string> programs;
  for (const std::string& name : sorted_names(path_in(directory, "cmd")))
    if (is_package_part(name) && contents_of(path_in(directory, "cmd/" + name)) == Contents::Program)
      programs.push_back("./cmd/" + name);
  return programs;
}

}  // namespace

std::string package_in_source(std::string_view source) {
  if (source.starts_with(byte_order_mark)) source.remove_prefix(byte_order_mark.size());
  while (true) {
    skip_white_space(source);
    if (source.starts_with("//")) {
      const std::string_view comment = trim(take_until(source, "\n"));
      if (comment == "//go:build ignore" || comment == "// +build ignore") return "";
    } else if (source.starts_with("/*")) {
      source.remove_prefix(2);
      take_until(source, "*/");
    } else {
      break;
    }
  }
  constexpr std::string_view keyword = "package";
  if (!source.starts_with(keyword)) return "";
  source.remove_prefix(keyword.size());
  const std::size_t start = source.find_first_not_of(" \t");
  if (start == 0 || start == source.npos) return "";
  source.remove_prefix(start);
  const auto* const end = std::ranges::find_if_not(source, is_word_character);
  return {source.begin(), end};
}

bool is_package_path(std::string_view path) {
  if (path == ".") return true;
  if (!path.starts_with("./")) return false;
  path.remove_prefix(2);
  while (true) {
    const std::size_t slash = path.find('/');
    if (!is_package_part(path.substr(0, slash))) return false;
    if (slash == path.npos) return true;
    path.remove_prefix(slash + 1);
  }
}

std::string find_main_package(const std::string& directory, const std::string& given) {
  if (!given.empty()) return checked_package(directory, given);
  const Contents contents = contents_of(directory);
  if (contents == Contents::Program) return ".";
  const std::vector<std::string> programs = programs_in_cmd(directory);
  if (programs.size() == 1) return programs.front();
  if (programs.size() > 1)
    throw Error(path_in(directory, "cmd"), "has several programs",
                fmt::format("Name one, such as --package {}.", programs.front()));
  if (contents == Contents::OtherPackage)
    throw Error(directory, "has Go files, but no main package",
                "Write one, such as cmd/app/main.go, and run again; or name it: --package ./web.");
  return "";
}

}  // namespace wasmpair

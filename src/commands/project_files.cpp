#include "commands/project_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "publish/bundle_name.h"
#include "util/ascii.h"
#include "util/embedded_templates.h"

namespace wasmpair {
namespace {

constexpr std::string_view program_file = "main.go";

constexpr std::array common_templates{"go.mod", "index.html", "main.go"};

/// The names of templates with a dot in front or in a directory would have a meaning in this repository.
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> own_templates{
    {{".github/workflows/site.yml", "site.yml"}, {".gitignore", "gitignore"}, {"README.md", "README.md"}}};

bool is_plain(char c) { return is_alphanumeric(c) || c == '-' || c == '_' || c == '.'; }

/// "v2" would be the major version of the module path in front of it.
bool is_major_version(std::string_view name) {
  return name.size() > 1 && name.front() == 'v' && std::ranges::all_of(name.substr(1), is_digit);
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != text.npos; at += to.size()) text.replace(at, from.size(), to);
}

/// Without white space around them.
std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(trim(line));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

/// Fills in a template. Nothing is escaped: no value has a character that any of the files would give a meaning.
std::string filled(const std::string& name, const Project& project) {
  std::string text(embedded_template(name));
  const std::string package = project.package.empty() ? "." : project.package;
  replace_all(text, "@NAME@", project.name);
  replace_all(text, "@PACKAGE@", package);
  replace_all(text, "@DEV@", package == "." ? "wasmpair dev" : "wasmpair dev " + package);
  replace_all(text, "@VERSION@", WASMPAIR_VERSION);
  return text;
}

}  // namespace

bool is_project_name(std::string_view name) {
  return is_bundle_name(name) && std::ranges::all_of(name, is_plain) && is_alphanumeric(name.front()) &&
         !is_major_version(name);
}

std::string project_name_from(std::string_view text) {
  std::string name;
  for (const char c : text) {
    if (is_plain(c) && (!name.empty() || is_alphanumeric(c)))
      name += c;
    else if (!name.empty() && name.back() != '-')
      name += '-';
  }
  while (name.ends_with('-') || name.ends_with('.')) name.pop_back();
  return is_project_name(name) ? name : "app";
}

std::span<const ProjectBuildInfo> project_builds() {
  static constexpr std::array table{ProjectBuildInfo{ProjectBuild::Make, "make", "a Makefile"},
                                    ProjectBuildInfo{ProjectBuild::Npm, "npm", "scripts in package.json"}};
  return table;
}

std::vector<std::string> missing_lines(std::string_view wanted, std::string_view existing) {
  const std::vector<std::string_view> lines = lines_of(existing);
  std::vector<std::string> missing;
  for (const std::string_view line : lines_of(wanted))
    if (!line.empty() && std::ranges::find(lines, line) == lines.end()) missing.emplace_back(line);
  return missing;
}

bool is_page_template(std::string_view page) {
  const auto has = [page](std::string_view text) { return page.find(text) != page.npos; };
  return has("{{snippet loader") || (has("{{") && has("bundle"));
}

std::string_view build_file_of(ProjectBuild build) { return build == ProjectBuild::Make ? "Makefile" : "package.json"; }

std::vector<ProjectFile> project_files(const Project& project) {
  const std::string folder = project.build == ProjectBuild::Make ? "init/make/" : "init/npm/";
  std::vector<ProjectFile> files;
  for (const std::string_view name : common_templates)
    if (name != program_file || project.package.empty())
      files.push_back({std::string(name), filled(fmt::format("init/common/{}", name), project)});
  for (const auto& [path, name] : own_templates)
    files.push_back({std::string(path), filled(fmt::format("{}{}", folder, name), project)});
  const std::string_view build_file = build_file_of(project.build);
  files.push_back({std::string(build_file), filled(fmt::format("{}{}", folder, build_file), project)});
  std::ranges::sort(files, {}, &ProjectFile::path);
  return files;
}

}  // namespace wasmpair

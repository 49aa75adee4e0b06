// The files of a new project, from templates/init.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "wasmpair/init.h"

namespace wasmpair {

inline constexpr std::string_view ignore_file = ".gitignore";
inline constexpr std::string_view page_file = "index.html";

/// What is_project_name demands, in words, for advice.
inline constexpr const char* project_name_rule =
    "A name is of ASCII letters, digits, -, _ and dots; it begins with a letter or a digit, does not end\nwith a dot, "
    "and "
    "is neither v and a number nor the name of a device.";

/// True for a name that can be the last element of a module path (golang.org/ref/mod) and that of a bundle. Such a name
/// needs no escape in any file of the project: Go, go.mod, Makefile, JSON, YAML, Markdown, .gitignore.
bool is_project_name(std::string_view name);

/// The name with "-" for everything that is_project_name refuses, or "app".
std::string project_name_from(std::string_view text);

struct Project {
  std::string name;     ///< is_project_name.
  std::string package;  ///< is_package_path; "" if the program is part of the new project.
  ProjectBuild build = ProjectBuild::Make;
};

struct ProjectFile {
  std::string path;  ///< Relative to the project.
  std::string text;
};

/// The lines of a .gitignore that another one lacks.
std::vector<std::string> missing_lines(std::string_view wanted, std::string_view existing);

/// True if a page loads the program when pack fills it in: it has the snippet, or names the bundles itself.
bool is_page_template(std::string_view page);

/// The path of the file that runs the commands.
std::string_view build_file_of(ProjectBuild build);

/// All files, sorted by path; without main.go if there is a main package.
std::vector<ProjectFile> project_files(const Project& project);

}  // namespace wasmpair

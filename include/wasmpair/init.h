// `wasmpair init`: writes the files of a new project.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wasmpair {

/// What runs the commands of the project.
enum class ProjectBuild {
  Make,  ///< A Makefile.
  Npm,   ///< Scripts in package.json.
};

struct ProjectBuildInfo {
  ProjectBuild build;
  std::string_view name;     ///< On the command line.
  std::string_view summary;  ///< For completions.
};

/// All of them, the default first.
std::span<const ProjectBuildInfo> project_builds();

struct InitRequest {
  std::string directory = ".";  ///< The root of the project's Go module; created if it does not exist.
  ProjectBuild build = ProjectBuild::Make;
  std::string name;     ///< Of the program; "": the directory's name. is_project_name says what it can be.
  std::string package;  ///< The directory of the main package, below the project's; "": there, or the one in cmd.
};

struct InitReport {
  std::vector<std::string> written;  ///< The paths of new files, in the order of a listing.
  std::vector<std::string> kept;     ///< The paths of files that were there before and that a new project would have.
  std::string name;                  ///< The program's.
  std::string build_file;            ///< "Makefile" or "package.json": the path in the project.
  bool keeps_build_file = false;     ///< True if what runs the commands was there before: it may lack what others call.
  std::vector<std::string> missing_ignores;  ///< The lines that a .gitignore which was there before lacks.
  bool page_is_plain = false;                ///< True if an index.html that was there before does not load the program.
};

/// Writes the files that the project lacks, all of them or none, and replaces nothing. Throws Error if the directory is
/// not the root of a module, has Go files but no main package, has a link in the place of a directory, or cannot be
/// written, and for a name that a module cannot have; nothing has then changed.
InitReport init(const InitRequest& request);

}  // namespace wasmpair

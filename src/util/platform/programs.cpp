#include "util/platform/programs.h"

#include <algorithm>
#include <boost/filesystem/operations.hpp>
#include <boost/filesystem/path.hpp>

#include "util/ascii.h"
#include "util/platform/current_directory.h"

namespace wasmpair::platform {
namespace {

namespace fs = boost::filesystem;

bool is_regular_file(const std::string& path) {
  boost::system::error_code error;
  return fs::is_regular_file(path, error);
}

/// "" if the current directory, which has been removed, would be needed.
std::string absolute(const std::string& path) {
  if (fs::path(path).is_absolute()) return path;
  boost::system::error_code error;
  const fs::path directory = current_directory(error);
  return error ? "" : (directory / path).generic_string();
}

/// The names that a program may have.
std::vector<std::string> names_of(const std::string& program) {
  const std::vector<std::string> endings = program_endings();
  const std::string name = lower_case(program);
  if (std::ranges::any_of(endings, [&name](const std::string& ending) { return name.ends_with(ending); }))
    return {program};
  std::vector<std::string> names;
  for (const std::string& ending : endings) names.push_back(program + ending);
  return names;
}

std::string program_at(const std::string& path) {
  for (const std::string& name : names_of(path))
    if (is_regular_file(name)) return name;
  return is_regular_file(path) ? path : "";
}

std::string program_in_path(const std::string& name) {
  const std::vector<std::string> names = names_of(name);
  for (const std::string& directory : program_directories()) {
    for (const std::string& candidate : names) {
      std::string path = (fs::path(directory) / candidate).generic_string();
      if (is_regular_file(path) && may_run(path)) return path;
    }
  }
  return "";
}

}  // namespace

std::string find_program(const std::string& program) {
  const std::string found = fs::path(program).has_parent_path() ? program_at(program) : program_in_path(program);
  return found.empty() ? "" : absolute(found);
}

}  // namespace wasmpair::platform

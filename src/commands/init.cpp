#include "wasmpair/init.h"

#include <fmt/format.h>

#include <boost/filesystem/operations.hpp>
#include <cerrno>
#include <list>
#include <optional>

#include "commands/main_package.h"
#include "commands/project_files.h"
#include "util/atomic_file.h"
#include "util/directory.h"
#include "util/files.h"
#include "util/flush.h"
#include "util/interruption.h"
#include "util/platform/current_directory.h"
#include "util/printable.h"
#include "util/system_error.h"
#include "util/text_bytes.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

namespace fs = boost::filesystem;

constexpr const char* module_file = "go.mod";

/// True for whatever has this name, also a symbolic link that leads nowhere.
bool is_taken(const fs::path& path) {
  boost::system::error_code error;
  const fs::file_status status = fs::symlink_status(path, error);
  if (status.type() == fs::status_error) throw system_error(path.generic_string(), "read", error);
  return status.type() != fs::file_not_found;
}

/// The complete path, without links, dots and a slash at its end.
fs::path complete(const std::string& directory) {
  boost::system::error_code error;
  const fs::path here = platform::current_directory(error);
  if (error) throw system_error(".", "read", error);
  const fs::path path = fs::weakly_canonical(fs::absolute(directory, here), error).lexically_normal();
  if (error) throw system_error(directory, "read", error);
  return path.filename_is_dot() ? path.parent_path() : path;
}

/// Throws if something else has the name of a directory.
void expect_room_for_directory(const fs::path& path) {
  boost::system::error_code ignored;  // a link that leads nowhere
  if (is_taken(path) && !fs::is_directory(path, ignored))
    throw Error(path.generic_string(), "is not a directory",
                "Move it away, or name another directory; then run again.");
}

/// Throws if a directory of the project is a link: what is written there would be outside of the project.
void expect_inside(const fs::path& root, const std::string& file) {
  fs::path path = root;
  for (const fs::path& part : fs::path(file).parent_path()) {
    path /= part;
    if (is_taken(path) && fs::is_symlink(path))
      throw Error(path.generic_string(), "is a symbolic link, which may lead out of the project",
                  "Move it away, or put a directory in its place; then run again.");
  }
}

/// What a file that was there before lacks.
void describe_kept(const ProjectFile& file, const std::string& path, InitReport& report) {
  constexpr std::size_t limit = 1U << 20U;
  if (file.path == report.build_file) report.keeps_build_file = true;
  boost::system::error_code error;
  if ((file.path != ignore_file && file.path != page_file) || !is_file(path) || fs::file_size(path, error) > limit)
    return;
  const Bytes content = read_file(path, limit);
  if (file.path == ignore_file) report.missing_ignores = missing_lines(file.text, text_of(content));
  if (file.path == page_file) report.page_is_plain = !is_page_template(text_of(content));
}

std::string project_name(const InitRequest& request, const fs::path& directory) {
  std::string name = request.name.empty() ? directory.filename().generic_string() : request.name;
  if (is_project_name(name)) return name;
  const std::string other = project_name_from(name);
  if (request.name.empty())
    throw Error(request.directory, fmt::format("'{}' cannot be the name of a Go module", printable(name)),
                fmt::format("Give the program another name, such as --name {}.\n{}", other, project_name_rule));
  throw Error("", fmt::format("--name cannot be '{}'", printable(name)),
              fmt::format("Give another, such as {}.\n{}", other, project_name_rule));
}

/// Throws if the directory belongs to the module of a directory above it: a go.mod would take it out of that module.
void expect_root_of_module(const InitRequest& request, const fs::path& directory) {
  if (is_taken(directory / module_file)) return;
  for (fs::path above = directory.parent_path(); !above.empty(); above = above.parent_path()) {
    if (is_taken(above / module_file))
      throw Error(request.directory,
                  fmt::format("belongs to the Go module of {}", (above / module_file).generic_string()),
                  "Run wasmpair init in that directory; --package names the program's.");
    if (above == above.root_path()) return;
  }
}

/// Creates directories, and removes them again unless they are kept.
class NewDirectories {
 public:
  NewDirectories() = default;
  NewDirectories(const NewDirectories&) = delete;
  NewDirectories& operator=(const NewDirectories&) = delete;
  ~NewDirectories() {
    for (const fs::path& path : created_) {  // those inside first
      boost::system::error_code ignored;
      fs::remove(path, ignored);
    }
  }

  void create(const fs::path& path) {
    if (path.empty() || fs::is_directory(path)) return;
    expect_room_for_directory(path);
    create(path.parent_path());
    boost::system::error_code error;
    if (fs::create_directory(path, error)) created_.push_front(path);
    if (error) throw system_error(path.generic_string(), "create", error);
  }

  void flush() const {
    for (const fs::path& path : created_)
      flush_name_of(open_directory(path.generic_string()).get(), path.generic_string());
  }

  void keep() { created_.clear(); }

 private:
  std::list<fs::path> created_;
};

/// A file that is on the disk, under a temporary name.
class NewFile {
 public:
  NewFile(const fs::path& path, const std::string& text)
      : shown_(path.generic_string()),
        directory_(open_directory(path.parent_path().empty() ? "." : path.parent_path().generic_string())),
        file_(directory_.get(), path.filename().generic_string(), shown_) {
    file_.write(bytes_of(text));
    file_.sync();
  }

  void add() {
    if (!file_.add()) throw Error(shown_, "was created at the same time", "Run again; the file will be kept.");
  }

  void flush() const { flush_to_disk(directory_.get(), shown_); }

  void keep() { file_.keep(); }

 private:
  std::string shown_;
  Descriptor directory_;
  AtomicFile file_;
};

/// All of the files or, after an error, none: what could fail for want of space or permission comes first.
void write_files(const fs::path& root, const std::vector<ProjectFile>& files) {
  std::optional<Uninterruptible> adding;  // destroyed after the files, which it lets take themselves back
  NewDirectories directories;
  for (const ProjectFile& file : files) directories.create((root / file.path).parent_path());
  std::list<NewFile> written;
  for (const ProjectFile& file : files) written.emplace_back(root / file.path, file.text);

  adding.emplace();
  for (NewFile& file : written) file.add();
  for (const NewFile& file : written) file.flush();
  directories.flush();
  for (NewFile& file : written) file.keep();
  directories.keep();
}

}  // namespace

InitReport init(const InitRequest& request) {
  expect_room_for_directory(request.directory);
  const fs::path directory = complete(request.directory);
  expect_root_of_module(request, directory);
  Project project;
  project.package = find_main_package(request.directory, request.package);
  project.name = project_name(request, directory);
  project.build = request.build;

  InitReport report;
  report.name = project.name;
  report.build_file = build_file_of(request.build);
  std::vector<ProjectFile> missing;
  const fs::path root = request.directory == "." ? fs::path() : fs::path(request.directory);
  for (ProjectFile& file : project_files(project)) {
    const std::string path = (root / file.path).generic_string();
    if (!is_taken(path)) {
      expect_inside(root, file.path);
      report.written.push_back(path);
      missing.push_back(std::move(file));
      continue;
    }
    report.kept.push_back(path);
    describe_kept(file, path, report);
  }
  write_files(root, missing);
  return report;
}

}  // namespace wasmpair

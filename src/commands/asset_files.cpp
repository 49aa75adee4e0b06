#include "commands/asset_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/filesystem.hpp>
#include <cerrno>
#include <map>
#include <optional>

#include "publish/asset_name.h"
#include "publish/stable_file.h"
#include "util/ascii.h"
#include "util/counts.h"
#include "util/directory.h"
#include "util/platform/file_status.h"
#include "util/platform/file_system.h"
#include "util/printable.h"
#include "util/system_error.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

namespace fs = boost::filesystem;

/// A release with more than this is no longer read, hashed and switched in a moment. A mistake, such as --asset /, ends
/// here, too.
constexpr std::size_t max_entries = 8'192;
constexpr std::uint64_t max_total_bytes = std::uint64_t{1} << 30;
/// Of directories in each other.
constexpr std::size_t max_depth = 32;

FileStatus status_of(const std::string& path) {
  const std::optional<FileStatus> status = platform::status_at(path);
  if (!status) throw system_error(path, "read", errno);
  return *status;
}

bool is_directory(const std::string& path) { return status_of(path).kind == FileKind::Directory; }

bool is_symbolic_link(const std::string& path) {
  const std::optional<FileStatus> status = platform::link_status_at(path);
  return status && status->kind == FileKind::SymbolicLink;
}

/// The path without symbolic links.
std::string resolved(const std::string& path) {
  boost::system::error_code error;
  const fs::path target = fs::canonical(path, error);
  if (error) throw system_error(path, "read", error);
  return target.generic_string();
}

std::string own_name(const std::string& path) { return path.substr(path.rfind('/') + 1); }

class Search {
 public:
  void add(const std::string& asset) {
    if (is_directory(asset)) {
      root_ = resolved(asset);
      list(asset, "", 0);
    } else {
      add_file(asset, own_name(asset));
    }
  }

  AssetFiles take() {
    std::ranges::sort(found_.files, {}, &AssetFile::name);
    if (!hidden_.empty())
      found_.warnings.push_back(
          {hidden_.front(),
           hidden_.size() == 1 ? std::string("is hidden, so it is not published")
                               : fmt::format("is hidden, so it is not published; nor are {} more", hidden_.size() - 1),
           "Rename it if it belongs to the release, or move it out of the directory."});
    return std::move(found_);
  }

 private:
  void list(const std::string& directory, const std::string& prefix, std::size_t depth) {
    if (depth > max_depth)
      throw Error(directory, fmt::format("has more than {} directories in each other", max_depth), "Name fewer.");
    found_.directories.push_back(directory);
    std::vector<std::string> names = platform::names_in(open_directory(directory).get());
    std::ranges::sort(names);
    for (const std::string& name : names) {
      const std::string path = (fs::path(directory) / name).generic_string();
      if (name.starts_with('.')) {
        hidden_.push_back(path);
        continue;
      }
      add_entry(path, prefix + name, depth);
    }
  }

  void add_entry(const std::string& path, const std::string& name, std::size_t depth) {
    if (is_symbolic_link(path)) expect_file_within(path);
    if (!is_directory(path)) return add_file(path, name);
    count_entry(path);
    list(path, name + "/", depth + 1);
  }

  /// A link could publish anything that this user may read.
  void expect_file_within(const std::string& link) const {
    const std::string target = resolved(link);
    if (!target.starts_with(root_.ends_with('/') ? root_ : root_ + '/'))
      throw Error(link, "is a symbolic link that leaves the directory", "Copy the file, or name it with --asset.");
    if (is_directory(target))
      throw Error(link, "is a symbolic link to a directory", "Name the directory itself with --asset.");
  }

  void add_file(const std::string& path, const std::string& name) {
    count_entry(path);
    const FileStatus status = status_of(path);
    if (status.kind != FileKind::Regular)
      throw Error(path, "cannot be published: it is not a regular file", "Leave it out.");
    if (!is_asset_name(name))
      throw Error(path, fmt::format("cannot be published: '{}' is not the name of an asset", printable(name)),
                  "Rename it: at most 500 bytes of UTF-8, without control characters and \"\\\", not hidden.");
    if (status.bytes == 0)
      throw Error(path, "cannot be published: it is empty", "Check what writes it, or leave it out.");
    total_bytes_ += status.bytes;
    if (total_bytes_ > max_total_bytes)
      throw Error(
          path,
          fmt::format("exceeds the {} MiB that the assets of a release may have together", max_total_bytes >> 20U),
          "Deploy large files separately.");
    const auto [other, is_new] = paths_.try_emplace(lower_case(name), path);
    if (!is_new)
      throw Error(path, fmt::format("has the name of another asset, {}", other->second),
                  "Rename one of them: names must differ by more than case.");
    found_.files.push_back({name, path, NameKind::Hashed, status.bytes});
  }

  void count_entry(const std::string& path) {
    if (++entries_ > max_entries)
      throw Error(path,
                  fmt::format("is one more than the {} assets that a release may have", with_thousands(max_entries)),
                  "Name the directory of the assets alone.");
  }

  AssetFiles found_;
  std::string root_;                          // of the present directory, without symbolic links
  std::map<std::string, std::string> paths_;  // by name in lower case
  std::vector<std::string> hidden_;
  std::size_t entries_ = 0;
  std::uint64_t total_bytes_ = 0;
};

void choose_stable(std::vector<AssetFile>& files, const std::string& name) {
  const auto file = std::ranges::find(files, name, &AssetFile::name);
  if (file == files.end())
    throw Error("", fmt::format("--stable '{}' is not the name of an asset", printable(name)),
                "Name the file with --asset, too.");
  file->kind = NameKind::Stable;
  if (file->bytes > stable_file_limit)
    throw Error(file->path,
                fmt::format("is too large for a stable name: it has more than {} MiB", stable_file_limit >> 20U),
                "Publish it under a hashed name, without --stable.");
}

void check_name(const AssetFile& file) {
  const std::optional<NameProblem> found =
      file.kind == NameKind::Stable ? stable_name_problem(file.name) : hashed_name_problem(file.name);
  if (found)
    throw Error(file.path, fmt::format("cannot be published: its name {}", found->problem), std::string(found->advice));
}

}  // namespace

AssetFiles find_asset_files(const std::vector<std::string>& assets, const std::vector<std::string>& stable) {
  Search search;
  for (const std::string& asset : assets) search.add(asset);
  AssetFiles found = search.take();
  for (const std::string& name : stable) choose_stable(found.files, name);
  std::ranges::for_each(found.files, check_name);
  return found;
}

}  // namespace wasmpair

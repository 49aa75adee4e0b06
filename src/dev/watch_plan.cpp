#include "dev/watch_plan.h"

#include <algorithm>
#include <array>
#include <boost/filesystem/operations.hpp>
#include <boost/filesystem/path.hpp>

#include "dev/path_pattern.h"
#include "util/files.h"

namespace wasmpair {
namespace {

namespace fs = boost::filesystem;

/// A tree of assets or embedded files beyond this is not watched completely.
constexpr std::size_t max_directories = 20'000;

std::string joined(const std::string& directory, const std::string& name) {
  return (fs::path(directory) / name).generic_string();
}

std::string absolute(const std::string& path) { return fs::absolute(path).lexically_normal().generic_string(); }

std::string parent_of(const std::string& path) { return fs::path(path).parent_path().generic_string(); }

bool is_hidden(std::string_view name) { return name.starts_with('.') || name.starts_with('_'); }

/// The go command ignores names that start with "_" or ".", and a build has no tests.
bool is_source_name(std::string_view name) {
  constexpr std::array<std::string_view, 4> endings{".go", ".s", ".S", ".h"};
  const bool is_source = std::ranges::any_of(endings, [name](std::string_view end) { return name.ends_with(end); });
  return is_source && !is_hidden(name) && !name.ends_with("_test.go");
}

bool is_below(const std::string& path, const std::string& directory) {
  return path.size() > directory.size() && path.starts_with(directory) && path[directory.size()] == '/';
}

/// Whether a pattern of //go:embed matches a path, both relative to the package, or a directory that the path is in.
bool embeds(const std::string& pattern, std::string path) {
  while (!path.empty()) {
    if (matches_path_pattern(pattern, path)) return true;
    path = parent_of(path);
  }
  return false;
}

/// The directories of a pattern before its first wildcard: "static/img" of "static/img/*.png".
std::string literal_part(const std::string& pattern) {
  const std::size_t wildcard = std::min(pattern.find_first_of("*?[\\"), pattern.size());
  if (wildcard == pattern.size()) return pattern;
  const std::size_t slash = pattern.rfind('/', wildcard);
  return slash == std::string::npos ? "" : pattern.substr(0, slash);
}

}  // namespace

void WatchPlan::add_packages(const std::vector<GoPackage>& packages) {
  for (const GoPackage& package : packages) {
    if (!package.is_local) continue;
    if (package.directory.empty())
      add_missing_package(package, packages);
    else
      add_package(package);
  }
}

void WatchPlan::add_package(const GoPackage& package) {
  package_directories_.insert(package.directory);
  // Its parent reports when the directory itself is renamed or removed.
  add_nearest(package.directory);
  for (const std::string& file : package.files) add_file(joined(package.directory, file), Effect::Build);
  for (const std::string& file : package.embedded) add_file(joined(package.directory, file), Effect::Build);
  for (const std::string& pattern : package.embed_patterns) add_embedding(package, pattern);
  if (!package.error.empty()) awaited_.insert(package.directory);
  if (package.module_file.empty()) return;
  const std::string root = package.module_directory;
  add_file(package.module_file, Effect::Build);
  for (const char* name : {"go.sum", "go.work", "go.work.sum", "vendor/modules.txt"})
    add_file(joined(root, name), Effect::Build);
}

/// Its directory, if a local module has one for it, does not exist yet.
void WatchPlan::add_missing_package(const GoPackage& package, const std::vector<GoPackage>& packages) {
  for (const GoPackage& other : packages) {
    if (!other.is_local || other.module.empty() || !package.import_path.starts_with(other.module + "/")) continue;
    std::string directory = joined(other.module_directory, package.import_path.substr(other.module.size() + 1));
    add_nearest(directory);
    package_directories_.insert(directory);
    while (!is_directory(directory) && directory.size() > 1) directory = parent_of(directory);
    awaited_.insert(directory);
    return;
  }
}

void WatchPlan::add_embedding(const GoPackage& package, std::string pattern) {
  if (pattern.starts_with("all:")) pattern.erase(0, 4);
  const std::string start = joined(package.directory, literal_part(pattern));
  embeddings_.push_back({package.directory, std::move(pattern)});
  if (start == package.directory || start == package.directory + "/") return;  // watched already
  if (is_directory(start))
    add_tree(start);
  else
    add_nearest(parent_of(start));
}

void WatchPlan::add_page_sources(const PageSources& sources) {
  for (const std::string& file : sources.files) add_file(absolute(file), Effect::Pack);
  for (const std::string& directory : sources.assets) {
    asset_directories_.push_back(absolute(directory));
    add_tree(asset_directories_.back());
  }
}

void WatchPlan::add_build_file(const std::string& path) { add_file(path, Effect::Build); }

void WatchPlan::add_file(const std::string& path, Effect effect) {
  Effect& known = files_.emplace(path, effect).first->second;
  known = std::max(known, effect);
  if (is_directory(parent_of(path))) directories_.insert(parent_of(path));
}

void WatchPlan::add_tree(const std::string& directory) {
  add_nearest(directory);
  boost::system::error_code error;
  fs::recursive_directory_iterator entry(directory, fs::directory_options::skip_permission_denied, error);
  for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    if (directories_.size() >= max_directories) return;
    if (fs::is_directory(entry->symlink_status(error))) directories_.insert(entry->path().generic_string());
  }
}

/// The directory, or the nearest above it that exists; and that one's parent.
void WatchPlan::add_nearest(std::string directory) {
  while (!is_directory(directory) && directory.size() > 1) directory = parent_of(directory);
  directories_.insert(directory);
}

std::vector<std::string> WatchPlan::files() const {
  std::vector<std::string> existing;
  for (const auto& [path, effect] : files_)
    if (is_file(path)) existing.push_back(path);
  return existing;
}

Effect WatchPlan::effect(const std::string& directory, const std::string& name) const {
  const std::string path = joined(directory, name);
  Effect effect = Effect::None;
  if (const auto file = files_.find(path); file != files_.end()) effect = file->second;
  if (package_directories_.contains(directory) && is_source_name(name)) return Effect::Build;
  if (package_directories_.contains(path)) return Effect::Build;
  if (awaited_.contains(directory) && !is_hidden(name) && is_directory(path)) return Effect::Build;
  for (const Embedding& embedding : embeddings_) {
    if (!is_below(path, embedding.directory)) continue;
    const std::string relative = path.substr(embedding.directory.size() + 1);
    if (embeds(embedding.pattern, relative) || is_below(embedding.pattern, relative)) return Effect::Build;
  }
  for (const std::string& assets : asset_directories_)
    if (path == assets || is_below(path, assets)) effect = std::max(effect, Effect::Pack);
  return effect;
}

}  // namespace wasmpair

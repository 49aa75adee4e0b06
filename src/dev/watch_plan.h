// What has to be watched, and which changes there matter.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "dev/go_packages.h"

namespace wasmpair {

/// Files and directories that the release is made of besides the program.
struct PageSources {
  std::vector<std::string> files;   ///< Templates, assets that are files, a shim.
  std::vector<std::string> assets;  ///< Directories of assets.
};

/// What has to be done after a change.
enum class Effect {
  None,   ///< The file is no input.
  Pack,   ///< A template or an asset.
  Build,  ///< A source of the program, or of several things.
};

/// Paths are absolute. A plan is of one moment: it is made again after each build, because that may have added
/// packages.
class WatchPlan {
 public:
  void add_packages(const std::vector<GoPackage>& packages);
  void add_page_sources(const PageSources& sources);
  /// A file that decides about the build, whether or not it exists: go.work.
  void add_build_file(const std::string& path);

  /// Directories that exist.
  const std::set<std::string>& directories() const { return directories_; }
  /// Files of the plan that exist.
  std::vector<std::string> files() const;
  /// What a change of this name in this directory means.
  Effect effect(const std::string& directory, const std::string& name) const;

 private:
  /// A directory whose files match: patterns of //go:embed, relative to the directory of the package.
  struct Embedding {
    std::string directory;
    std::string pattern;
  };

  void add_package(const GoPackage& package);
  void add_missing_package(const GoPackage& package, const std::vector<GoPackage>& packages);
  void add_embedding(const GoPackage& package, std::string pattern);
  void add_file(const std::string& path, Effect effect);
  void add_tree(const std::string& directory);
  void add_nearest(std::string directory);

  std::set<std::string> directories_;
  std::set<std::string> package_directories_;  ///< A new source in one of these belongs to the program.
  std::set<std::string> awaited_;              ///< A new directory in one of these may be the package that is missing.
  std::map<std::string, Effect> files_;
  std::vector<Embedding> embeddings_;
  std::vector<std::string> asset_directories_;
};

}  // namespace wasmpair

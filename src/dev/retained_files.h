// The files of releases that pages may still ask for.
#pragma once

#include <set>
#include <string>

namespace wasmpair {

/// A day of saves would fill the disk, so only the files of the last two releases stay.
class RetainedFiles {
 public:
  explicit RetainedFiles(std::string directory) : directory_(std::move(directory)) {}

  /// Called after each release: removes what neither it nor the one before it has. Never fails: what cannot be removed
  /// stays.
  void keep_latest();

 private:
  std::string directory_;
  std::set<std::string> latest_;
  std::set<std::string> previous_;
};

}  // namespace wasmpair

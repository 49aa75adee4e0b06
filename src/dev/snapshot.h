// What a build or a command has read: whether it is out of date.
#pragma once

#include <string>

#include "dev/file_stamps.h"
#include "dev/watch_plan.h"

namespace wasmpair {

/// Watches do not say everything: a file may change before it is watched, and the system drops events when there are
/// too many. So the files are compared once more when it is known which ones matter.
class Snapshot {
 public:
  Snapshot() = default;
  /// Taken before the files are read.
  explicit Snapshot(const WatchPlan& plan);

  /// A file that has changed since. The plan may name other files than the first one did: of those, any that was
  /// written since. "" if there is none.
  std::string changed_file(const WatchPlan& plan) const;

 private:
  FileStamps stamps_;
  FileTime taken_;
};

}  // namespace wasmpair

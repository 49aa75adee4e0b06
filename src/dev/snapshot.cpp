#include "dev/snapshot.h"

#include <vector>

namespace wasmpair {
namespace {

/// By the clock of files, which is coarse.
std::timespec now_for_files() {
  std::timespec now{};
  ::clock_gettime(CLOCK_REALTIME_COARSE, &now);
  return now;
}

}  // namespace

Snapshot::Snapshot(const WatchPlan& plan) : taken_(now_for_files()) { stamps_ = stamps_of(plan.files()); }

std::string Snapshot::changed_file(const WatchPlan& plan) const {
  std::vector<std::string> files = plan.files();
  for (const auto& [file, stamp] : stamps_) files.push_back(file);
  return changed_since(stamps_, stamps_of(files), taken_);
}

}  // namespace wasmpair

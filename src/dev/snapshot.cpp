#include "dev/snapshot.h"

#include <vector>

namespace wasmpair {

Snapshot::Snapshot(const WatchPlan& plan) : taken_(platform::now_for_files()) { stamps_ = stamps_of(plan.files()); }

std::string Snapshot::changed_file(const WatchPlan& plan) const {
  std::vector<std::string> files = plan.files();
  for (const auto& [file, stamp] : stamps_) files.push_back(file);
  return changed_since(stamps_, stamps_of(files), taken_);
}

}  // namespace wasmpair

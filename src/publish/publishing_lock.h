// Runs that change one output directory wait for each other.
#pragma once

#include <string>

#include "util/platform/descriptor.h"
#include "wasmpair/progress.h"

namespace wasmpair {

/// An output directory that no other run changes until this is destroyed.
struct LockedDirectory {
  std::string path;
  Descriptor opened;
  Descriptor lock;

  FileHandle get() const { return opened.get(); }
  /// The path of a file in it, for messages.
  std::string shown(const std::string& name) const;
};

/// Takes the lock of an open directory. Waits while another run has it, and reports that to progress, which may be
/// null.
LockedDirectory lock_for_publishing(const std::string& path, Descriptor opened, Progress* progress);

}  // namespace wasmpair

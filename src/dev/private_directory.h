// A directory of one run, in the system's directory for temporary files.
//
// Name:  "wasmpair-dev-" and 6 random hex digits
// Lock:  its file "lock" is held by an exclusive lock while the run lives: a directory whose file can be locked is a
//        leftover of a run that was killed.
#pragma once

#include <string>

#include "util/platform/descriptor.h"

namespace wasmpair {

/// For this user alone. Removed with all that is in it at the end.
class PrivateDirectory {
 public:
  /// Also removes what killed runs of this user have left there. Throws Error.
  PrivateDirectory();
  ~PrivateDirectory();
  PrivateDirectory(const PrivateDirectory&) = delete;
  PrivateDirectory& operator=(const PrivateDirectory&) = delete;

  const std::string& path() const { return path_; }

 private:
  std::string path_;
  Descriptor lock_;
};

}  // namespace wasmpair

// The order in which files get to the disk and get their names.
#pragma once

#include <string>
#include <vector>

namespace wasmpair {

/// While it exists, notes the calls of fsync and renameat in this process, which reach the kernel as always. Only one
/// may exist at a time.
class RecordedCalls {
 public:
  RecordedCalls();
  ~RecordedCalls();
  RecordedCalls(const RecordedCalls&) = delete;
  RecordedCalls& operator=(const RecordedCalls&) = delete;

  /// The successful calls in order: "flush NAME" or "name NAME". A temporary file is called by the name that it gets
  /// later; a directory by its own name.
  std::vector<std::string> list() const;
};

}  // namespace wasmpair

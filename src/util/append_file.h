// A file to which several programs append.
#pragma once

#include <cstdint>
#include <string>

#include "util/platform/descriptor.h"
#include "wasmpair/bytes.h"

namespace wasmpair {

/// Opened only for appending: earlier content stays.
class AppendFile {
 public:
  /// Creates the file if it is absent. Throws Error.
  explicit AppendFile(std::string path);

  /// The current size in bytes. Throws Error.
  std::uint64_t size() const;
  /// Throws Error with the system's reason (a full disk, …).
  void append(ByteView content) const;

 private:
  std::string path_;
  Descriptor file_;
};

}  // namespace wasmpair

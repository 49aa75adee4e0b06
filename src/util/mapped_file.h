// A file's content without a copy of it.
#pragma once

#include <cstdint>
#include <string>

#include "util/files.h"
#include "wasmpair/bytes.h"

namespace wasmpair {

/// The content of a regular file, mapped read-only: no memory of our own, and no time to fill it, which is most of what
/// an unchanged module costs. As with a linker's inputs, a file that is cut off by somebody else while it is mapped
/// ends the program by SIGBUS.
class MappedFile {
 public:
  MappedFile() = default;
  /// Throws Error as read_file does.
  explicit MappedFile(const std::string& path);
  /// path: for messages. Throws Error.
  MappedFile(OpenedFile opened, std::string path);
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  ~MappedFile();

  ByteView content() const { return {static_cast<const std::uint8_t*>(mapping_), mapping_ ? opened_.bytes : 0}; }

  /// Throws Error if the file was written to since it was mapped: what was read of it may be of two builds.
  void expect_unchanged() const;

 private:
  std::string path_;
  OpenedFile opened_;
  void* mapping_ = nullptr;  ///< Null: the file is empty.
};

}  // namespace wasmpair

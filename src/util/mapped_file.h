// A file's content without a copy.
#pragma once

#include <cstdint>
#include <string>

#include "util/files.h"
#include "wasmpair/bytes.h"

namespace wasmpair {

/// The content of a regular file, mapped read-only. Copying it would take most of the time that an unchanged module
/// costs. As with a linker's inputs, SIGBUS ends the program if another process truncates the mapped file.
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

  /// Throws Error if the file was written to after it was mapped: the content may be a mix of two builds.
  void expect_unchanged() const;

 private:
  std::string path_;
  OpenedFile opened_;
  void* mapping_ = nullptr;  ///< Null if the file is empty.
};

}  // namespace wasmpair

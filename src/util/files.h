// Reads complete files.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "util/platform/descriptor.h"
#include "util/platform/file_status.h"
#include "wasmpair/bytes.h"

namespace wasmpair {

/// Which file a path names, and in which state: another one after the file was replaced, resized or written to.
struct FileState {
  FileIdentity identity;
  std::size_t bytes = 0;
  FileTime modified;

  bool operator==(const FileState&) const = default;
};

/// A regular file, open for reading.
struct OpenedFile {
  Descriptor file;
  FileState state;
};

/// Throws Error with the system's reason, and with advice if the file is absent or a directory.
OpenedFile open_file(const std::string& path);

/// Fills the buffer from the file's position on, and returns the number of bytes: fewer than wanted only at the end of
/// the file (errno is 0), or if it cannot be read.
std::size_t read_up_to(FileHandle file, std::span<std::uint8_t> into);

/// Reads the complete file; into has its size. Throws Error if it cannot be read, or if it was written to meanwhile:
/// the bytes may be a mix of two contents.
void read_opened(const OpenedFile& opened, const std::string& path, std::span<std::uint8_t> into);

/// The content of a regular file. Throws Error as open_file and read_opened do, and unread if the file has more than
/// limit bytes.
Bytes read_file(const std::string& path, std::size_t limit = SIZE_MAX);

/// True if path names an existing regular file (symbolic links followed).
bool is_file(const std::string& path);

/// True if path names an existing directory (symbolic links followed).
bool is_directory(const std::string& path);

}  // namespace wasmpair

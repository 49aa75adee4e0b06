// Reads complete files.
#pragma once

#include <cstddef>
#include <cstdint>
#include <ctime>
#include <span>
#include <string>

#include "util/descriptor.h"
#include "wasmpair/bytes.h"

namespace wasmpair {

/// A regular file, open for reading.
struct OpenedFile {
  Descriptor file;
  std::size_t bytes = 0;
  std::timespec modified{};
};

/// Throws Error with the system's reason, and with advice if the file is absent or a directory.
OpenedFile open_file(const std::string& path);

/// Fills buffer from an open file; false if the file ends early or cannot be read.
bool read_exactly(int file, std::span<std::uint8_t> buffer);

/// The content of a regular file. Throws Error as open_file does.
Bytes read_file(const std::string& path);

/// True if path names an existing regular file (symbolic links followed).
bool is_file(const std::string& path);

/// True if path names an existing directory (symbolic links followed).
bool is_directory(const std::string& path);

}  // namespace wasmpair

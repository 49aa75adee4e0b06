// Existing files in the output directory.
#pragma once

#include <optional>
#include <string>

#include "util/platform/descriptor.h"
#include "wasmpair/bytes.h"

namespace wasmpair {

enum class Existing {
  Absent,
  File,       ///< A regular file.
  Directory,  ///< Cannot be replaced by a file.
  Other,      ///< A symbolic link, a FIFO, …: never opened.
};

/// Looks up a name in an open directory, without following links. shown: the path for messages. Throws Error.
Existing look_up(FileHandle directory, const std::string& name, const std::string& shown);

/// Opens a File with exactly that content and without other names (hard links) by which it could be changed. Nothing if
/// there is none, or if it may not be read. Throws Error if another program keeps everybody from reading it.
Descriptor open_holding(FileHandle directory, const std::string& name, ByteView content, const std::string& shown);

/// The content of a File that has no other names and at most `limit` bytes, or nothing. Throws Error as the former.
std::optional<Bytes> read_at_most(FileHandle directory, const std::string& name, std::size_t limit,
                                  const std::string& shown);

}  // namespace wasmpair

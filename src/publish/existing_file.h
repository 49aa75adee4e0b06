// What a name in the output directory stands for before a release is published there.
#pragma once

#include <optional>
#include <string>

#include "wasmpair/bytes.h"

namespace wasmpair {

enum class Existing {
  Absent,
  File,       ///< A regular file.
  Directory,  ///< Cannot be replaced by a file.
  Other,      ///< A symbolic link, a FIFO, …: never opened.
};

/// Looks a name up in an open directory. Follows nothing. shown: the path for messages. Throws Error.
Existing look_up(int directory, const std::string& name, const std::string& shown);

/// True if the name stands for a File that holds exactly that content, and that has no other name (hard link) by which
/// it could be changed. One that cannot be read does not.
bool holds(int directory, const std::string& name, ByteView content);

/// The content of a File without other names of at most `limit` bytes, or nothing.
std::optional<Bytes> read_at_most(int directory, const std::string& name, std::size_t limit);

}  // namespace wasmpair

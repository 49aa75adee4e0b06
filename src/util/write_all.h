// Writes complete contents to open files.
#pragma once

#include <string>
#include <string_view>

#include "util/platform/descriptor.h"
#include "wasmpair/bytes.h"

namespace wasmpair {

/// Writes at the file's position. shown: the path for messages; action: as in system_error. Throws Error with the
/// system's reason (a full disk, …).
void write_all(FileHandle file, ByteView content, const std::string& shown, std::string_view action);

}  // namespace wasmpair

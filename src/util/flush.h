// Flushes open files and directories to disk.
#pragma once

#include <string>

#include "util/platform/descriptor.h"

namespace wasmpair {

/// Returns when a power cut can no longer undo what was written to the file, or which names the directory has.
/// Costs next to nothing if it has been flushed before. shown: the path for messages. Throws Error. A
/// failed flush is never retried: the system may have dropped the bytes and would report success.
void flush_to_disk(FileHandle opened, const std::string& shown);

}  // namespace wasmpair

// The bytes of open files.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "util/platform/descriptor.h"
#include "wasmpair/bytes.h"

namespace wasmpair::platform {

// Those that return a number return nothing, with errno set, if the system refuses. Interruptions by signals are not
// refusals.

/// Reads from the file's position on: the number of bytes, 0 at the end of the file.
std::optional<std::size_t> read(FileHandle file, std::span<std::uint8_t> into);

/// Reads from an offset on, whatever the position.
std::optional<std::size_t> read_at(FileHandle file, std::uint64_t offset, std::span<std::uint8_t> into);

/// Writes at the file's position: the number of bytes, which may be less than wanted.
std::optional<std::size_t> write(FileHandle file, ByteView content);

/// Returns when a power cut can no longer undo what was written to the file, or which names the directory has. True
/// also if its file system has nothing to flush. False with errno set otherwise.
bool flush(FileHandle opened);

/// Asks the system to begin with that. Only a hint.
void begin_flush(FileHandle file);

/// Dates the file's last change now.
void touch(FileHandle file);

}  // namespace wasmpair::platform

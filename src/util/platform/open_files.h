// How many files and sockets a process may have open.
#pragma once

#include <cstddef>
#include <optional>

namespace wasmpair::platform {

/// Raises the limit as far as this user may, and returns it; nothing if there is none, or if it is not known.
std::optional<std::size_t> raise_open_file_limit();

}  // namespace wasmpair::platform

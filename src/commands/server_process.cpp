#include "commands/server_process.h"

#include <algorithm>

#include "util/platform/open_files.h"

namespace wasmpair {
namespace {

/// For everything but connections: the release's files, standard streams, libraries.
constexpr std::size_t reserved_files = 512;

}  // namespace

std::size_t affordable_connections(std::size_t desired) {
  const std::optional<std::size_t> limit = platform::raise_open_file_limit();
  if (!limit) return desired;
  const std::size_t left = *limit > 2 * reserved_files ? *limit - reserved_files : *limit / 2;
  return std::min(desired, std::max<std::size_t>(1, left));
}

}  // namespace wasmpair

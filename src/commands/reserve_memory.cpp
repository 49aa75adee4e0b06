#include "commands/reserve_memory.h"

#include <cstddef>
#include <cstdint>
#include <vector>

#include "encode/encode.h"
#include "util/files.h"
#include "util/platform/directories.h"
#include "util/platform/memory.h"

namespace wasmpair {
namespace {

/// The memory of the program and its libraries without any module.
constexpr std::uint64_t program_bytes = std::uint64_t{16} << 20;

/// About the peak memory of the run, in bytes.
std::uint64_t needed_memory(const PackRequest& request, const AssetFiles& further) {
  std::uint64_t bytes = program_bytes;
  std::vector<ContentSize> sizes;
  for (const PackModule& module : request.modules) {
    const std::size_t linked = open_file(module.file).state.bytes;
    // Slimming makes a module at most a tenth larger, as measured; its encodings are smaller than half of it.
    bytes += 2 * linked;
    const std::size_t earlier = request.previous.location.empty() ? 0 : request.previous.deltas;
    bytes += earlier * linked;
    sizes.push_back({linked + linked / 8, earlier});
  }
  for (const AssetFile& file : further.files) {
    // The content, and encodings that are smaller.
    bytes += 2 * file.bytes;
    sizes.push_back({static_cast<std::size_t>(file.bytes), 0});
  }
  EncodeOptions options;
  options.codings = request.codings;
  options.delta_codings = request.previous.codings;
  options.level = request.level;
  options.jobs = request.jobs;
  return bytes + encoding_memory(sizes, options);
}

}  // namespace

MemoryReservation reserve_memory(const PackRequest& request, const AssetFiles& further, Progress* progress) {
  const std::uint64_t capacity = request.memory.value_or(platform::machine_memory() / 2);
  return {{platform::shared_memory_file(), capacity}, needed_memory(request, further), progress};
}

MemoryReservation reserve_memory(const PackGuestRequest& request, Progress* progress) {
  // The module as linked, as rewritten, and the bodies and sections that are written before they are put together.
  const std::uint64_t linked = open_file(request.module_file).state.bytes;
  return {{platform::shared_memory_file(), platform::machine_memory() / 2}, program_bytes + 4 * linked, progress};
}

}  // namespace wasmpair

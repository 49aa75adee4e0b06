#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <ctime>
#include <memory>
#include <string_view>
#include <tuple>
#include <vector>

#include "encode/cache.h"
#include "util/ascii.h"
#include "util/directory.h"
#include "util/temporary_file.h"

namespace wasmpair {
namespace {

constexpr int directory_flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;

struct StoredFile {
  std::shared_ptr<Descriptor> directory;
  std::string name;
  std::uint64_t bytes;
  std::timespec used;
};

bool is_hex(std::string_view name, std::size_t digits) {
  return name.size() == digits && std::ranges::all_of(name, is_lower_hex_digit);
}

/// Lists the entries in one directory of the cache. Skips entries that vanish meanwhile.
void list_entries(const std::shared_ptr<Descriptor>& directory, std::vector<StoredFile>& entries) {
  for (const std::string& name : names_in(directory->get())) {
    struct stat status {};
    if (is_hex(name, 62) && ::fstatat(directory->get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0)
      entries.push_back({directory, name, static_cast<std::uint64_t>(status.st_size), status.st_mtim});
  }
}

}  // namespace

void Cache::trim() const {
  const Descriptor root(::open(directory_.c_str(), directory_flags));
  if (!root || !is_writable_by_owner_only(root.get())) return;
  std::vector<StoredFile> entries;
  for (const std::string& name : names_in(root.get())) {
    if (!is_hex(name, 2)) continue;
    const auto directory =
        std::make_shared<Descriptor>(::openat(root.get(), name.c_str(), directory_flags | O_NOFOLLOW));
    if (!*directory) continue;  // it has vanished, or is not ours
    remove_abandoned(directory->get());
    list_entries(directory, entries);
  }
  std::uint64_t total = 0;
  for (const StoredFile& entry : entries) total += entry.bytes;
  std::ranges::sort(entries, {},
                    [](const StoredFile& entry) { return std::tuple(entry.used.tv_sec, entry.used.tv_nsec); });
  for (const StoredFile& entry : entries) {
    if (total <= limit_) break;
    ::unlinkat(entry.directory->get(), entry.name.c_str(), 0);
    total -= entry.bytes;
  }
}

}  // namespace wasmpair

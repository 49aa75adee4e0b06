#include <algorithm>
#include <memory>
#include <string_view>
#include <vector>

#include "encode/cache.h"
#include "util/ascii.h"
#include "util/directory.h"
#include "util/platform/access.h"
#include "util/platform/file_status.h"
#include "util/platform/file_system.h"
#include "util/temporary_file.h"

namespace wasmpair {
namespace {

struct StoredFile {
  std::shared_ptr<Descriptor> directory;
  std::string name;
  std::uint64_t bytes;
  FileTime used;
};

bool is_hex(std::string_view name, std::size_t digits) {
  return name.size() == digits && std::ranges::all_of(name, is_lower_hex_digit);
}

/// Lists the entries in one directory of the cache. Skips entries that vanish meanwhile.
void list_entries(const std::shared_ptr<Descriptor>& directory, std::vector<StoredFile>& entries) {
  for (const std::string& name : platform::names_in(directory->get())) {
    if (!is_hex(name, 62)) continue;
    const std::optional<FileStatus> status = platform::status_in(directory->get(), name);
    if (status) entries.push_back({directory, name, status->bytes, status->modified});
  }
}

}  // namespace

void Cache::trim() const {
  const Descriptor root = platform::open_directory(directory_);
  if (!root || !platform::is_writable_by_owner_only(root.get())) return;
  std::vector<StoredFile> entries;
  for (const std::string& name : platform::names_in(root.get())) {
    if (!is_hex(name, 2)) continue;
    const auto directory = std::make_shared<Descriptor>(platform::open_directory_in(root.get(), name));
    if (!*directory) continue;  // it has vanished, or is not ours
    remove_abandoned(directory->get());
    list_entries(directory, entries);
  }
  std::uint64_t total = 0;
  for (const StoredFile& entry : entries) total += entry.bytes;
  std::ranges::sort(entries, {}, &StoredFile::used);
  for (const StoredFile& entry : entries) {
    if (total <= limit_) break;
    platform::remove_file_in(entry.directory->get(), entry.name);
    total -= entry.bytes;
  }
}

}  // namespace wasmpair

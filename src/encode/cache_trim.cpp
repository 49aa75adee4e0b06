#include <algorithm>
#include <boost/filesystem.hpp>
#include <boost/filesystem/directory.hpp>
#include <ctime>
#include <string_view>
#include <vector>

#include "encode/cache.h"
#include "util/ascii.h"
#include "util/directory.h"
#include "util/temporary_file.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

namespace fs = boost::filesystem;

struct StoredFile {
  fs::path path;
  std::uint64_t bytes;
  std::time_t used;
};

bool is_hex(std::string_view name, std::size_t digits) {
  return name.size() == digits && std::ranges::all_of(name, is_lower_hex_digit);
}

/// Lists the entries in one directory of the cache. Skips entries that vanish meanwhile.
void list_entries(const fs::path& directory, std::vector<StoredFile>& entries) {
  boost::system::error_code error;
  for (fs::directory_iterator next(directory, error), end; !error && next != end; next.increment(error)) {
    const fs::path& path = next->path();
    if (!is_hex(path.filename().string(), 62)) continue;
    boost::system::error_code absent;
    const std::uint64_t bytes = fs::file_size(path, absent);
    if (absent) continue;
    const std::time_t used = fs::last_write_time(path, absent);
    if (!absent) entries.push_back({path, bytes, used});
  }
}

void remove_leftovers(const fs::path& directory) {
  try {
    remove_abandoned(open_directory(directory.string()).get());
  } catch (const Error&) {
    // The directory has vanished, or is not ours.
  }
}

}  // namespace

void Cache::trim() const {
  std::vector<StoredFile> entries;
  boost::system::error_code error;
  for (fs::directory_iterator next(directory_, error), end; !error && next != end; next.increment(error)) {
    if (!is_hex(next->path().filename().string(), 2)) continue;
    remove_leftovers(next->path());
    list_entries(next->path(), entries);
  }
  std::uint64_t total = 0;
  for (const StoredFile& entry : entries) total += entry.bytes;
  std::ranges::sort(entries, {}, &StoredFile::used);
  for (const StoredFile& entry : entries) {
    if (total <= limit_) break;
    boost::system::error_code ignored;
    fs::remove(entry.path, ignored);
    total -= entry.bytes;
  }
}

}  // namespace wasmpair

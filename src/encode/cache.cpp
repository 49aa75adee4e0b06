#include "encode/cache.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>
#include <utility>
#include <vector>

#include "encode/cache_entry.h"
#include "util/atomic_file.h"
#include "util/directory.h"
#include "util/files.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

/// The location of a key's entry.
struct Location {
  std::string directory;
  std::string name;
  std::string path() const { return directory + "/" + name; }
};

Location locate(const std::string& root, const Sha256& key) {
  const std::string hex = key.hex();
  return {root + "/" + hex.substr(0, 2), hex.substr(2)};
}

std::optional<CacheEntry> read_entry(int file, const Sha256& key, std::uint64_t max_bytes) {
  struct stat status {};
  if (::fstat(file, &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  CacheEntryHeaderBytes bytes{};
  if (read_up_to(file, bytes) != bytes.size()) return std::nullopt;
  const std::optional<CacheEntryHeader> header = read_cache_entry_header(bytes);
  if (!header || header->key != key || header->size > max_bytes) return std::nullopt;
  if (static_cast<std::uint64_t>(status.st_size) != bytes.size() + header->size) return std::nullopt;
  CacheEntry entry{Bytes(header->size), header->digest};
  if (read_up_to(file, entry.content) != header->size || sha256(entry.content) != entry.digest) return std::nullopt;
  return entry;
}

}  // namespace

Cache::Cache(std::string directory, std::uint64_t limit) : directory_(std::move(directory)), limit_(limit) {}

std::optional<CacheEntry> Cache::load(const Sha256& key, std::uint64_t max_bytes) const {
  const std::string path = locate(directory_, key).path();
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));  // a FIFO must not block
  if (!file) return std::nullopt;
  std::optional<CacheEntry> entry = read_entry(file.get(), key, max_bytes);
  if (entry) ::futimens(file.get(), nullptr);
  return entry;
}

void Cache::store(const Sha256& key, ByteView content, const Sha256& digest) const {
  const Location location = locate(directory_, key);
  try {
    const Descriptor directory = open_or_create_directory(location.directory);
    AtomicFile file(directory.get(), location.name, location.path());
    file.write(write_cache_entry_header({key, content.size(), digest}));
    file.write(content);
    file.commit(Durability::Unsynced);
  } catch (const Error&) {
    // A broken cache must not fail the run: the caller has the encoding.
  }
}

std::string default_cache_directory() {
  const auto absolute = [](const char* name) {
    const char* const value = std::getenv(name);
    return value != nullptr && value[0] == '/' ? std::string(value) : std::string();
  };
  if (const std::string cache_home = absolute("XDG_CACHE_HOME"); !cache_home.empty()) return cache_home + "/wasmpair";
  if (const std::string home = absolute("HOME"); !home.empty()) return home + "/.cache/wasmpair";
  return "";
}

}  // namespace wasmpair

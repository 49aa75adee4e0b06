#include "encode/cache.h"

#include <cerrno>
#include <utility>

#include "encode/cache_entry.h"
#include "util/atomic_file.h"
#include "util/directory.h"
#include "util/files.h"
#include "util/large_pages.h"
#include "util/platform/file_content.h"
#include "util/platform/file_status.h"
#include "util/platform/file_system.h"
#include "util/system_error.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

/// The location of a key's entry, relative to the cache.
struct Location {
  std::string directory;
  std::string name;
};

Location locate(const Sha256& key) {
  const std::string hex = key.hex();
  return {hex.substr(0, 2), hex.substr(2)};
}

Descriptor open_or_create_subdirectory(FileHandle parent, const std::string& name, const std::string& shown) {
  if (!platform::create_directory_in(parent, name, Access::OwnerOnly) && errno != EEXIST)
    throw system_error(shown, "create the directory", errno);
  Descriptor directory = platform::open_directory_in(parent, name);
  if (!directory) throw system_error(shown, "open the directory", errno);
  return directory;
}

std::optional<CacheEntry> read_entry(FileHandle file, const Sha256& key, const std::optional<SealKey>& seal_key,
                                     std::uint64_t max_bytes) {
  const std::optional<FileStatus> status = platform::status_of(file);
  if (!status || status->kind != FileKind::Regular) return std::nullopt;
  CacheEntryHeaderBytes bytes{};
  if (read_up_to(file, bytes) != bytes.size()) return std::nullopt;
  const std::optional<CacheEntryHeader> header = read_cache_entry_header(bytes);
  if (!header || header->key != key || header->size > max_bytes) return std::nullopt;
  if (status->bytes != bytes.size() + header->size) return std::nullopt;
  const Trust trust = is_sealed(*header, seal_key) ? Trust::Sealed : Trust::Unsealed;
  CacheEntry entry{large_buffer(static_cast<std::size_t>(header->size)), header->digest, trust};
  if (read_up_to(file, entry.content) != header->size || sha256(entry.content) != entry.digest) return std::nullopt;
  return entry;
}

}  // namespace

Cache::Cache(std::string directory, std::optional<SealKey> key, std::uint64_t limit)
    : directory_(std::move(directory)), key_(key), limit_(limit) {}

std::optional<CacheEntry> Cache::load(const Sha256& key, std::uint64_t max_bytes) const {
  const Descriptor root = platform::open_directory(directory_);
  if (!root || !platform::is_writable_by_owner_only(root.get())) return std::nullopt;
  const Location location = locate(key);
  const std::string path = location.directory + "/" + location.name;
  const Descriptor file = platform::open_to_read_in(root.get(), path);
  if (!file) return std::nullopt;
  std::optional<CacheEntry> entry = read_entry(file.get(), key, key_, max_bytes);
  if (entry) platform::touch(file.get());
  return entry;
}

void Cache::store(const Sha256& key, ByteView content, const Sha256& digest) const {
  const Location location = locate(key);
  try {
    const Descriptor root = open_or_create_directory(directory_, Access::OwnerOnly);
    if (!platform::is_writable_by_owner_only(root.get())) return;
    const std::string shown = directory_ + "/" + location.directory;
    const Descriptor directory = open_or_create_subdirectory(root.get(), location.directory, shown);
    AtomicFile file(directory.get(), location.name, shown + "/" + location.name);
    file.write(write_cache_entry_header(sealed({key, content.size(), digest}, key_)));
    file.write(content);
    file.commit(Durability::Unsynced);
  } catch (const Error&) {
    // A broken cache must not fail the run: the caller has the encoding.
  }
}

std::optional<Warning> Cache::warning() const {
  const Descriptor root = platform::open_directory(directory_);
  if (!root || platform::is_writable_by_owner_only(root.get())) return std::nullopt;
  return Warning{"cache " + directory_, "other users may write to it, so it was not used",
                 "Take it over (chown) and forbid others to write (chmod go-w), or choose another directory with "
                 "--cache."};
}

}  // namespace wasmpair

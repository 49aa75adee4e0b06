// A file that appears whole or not at all.
#pragma once

#include <string>

#include "util/descriptor.h"
#include "wasmpair/bytes.h"

namespace wasmpair {

/// Whether a file must survive a power cut.
enum class Durability {
  Synced,    ///< fsync before the rename. The directory is synced by the caller, once for many files.
  Unsynced,  ///< For what can be made again: caches, stamps.
};

/// Writes a temporary file beside its target; commit() renames it, the destructor discards it.
/// The temporary file is created with O_CREAT|O_EXCL|O_NOFOLLOW and mode 0666, so that the umask decides who can read
/// the result.
class AtomicFile {
 public:
  /// directory: an open directory, which must outlive this. name: a file name in it, without a slash. shown: the
  /// target's path for messages.
  AtomicFile(int directory, std::string name, std::string shown);
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  /// Appends. Throws Error with the system's reason (a full disk, …).
  void write(ByteView content);

  /// Publishes: replaces whatever has the target's name, never writing through it.
  void commit(Durability durability);

 private:
  int directory_;
  std::string name_;
  std::string shown_;
  std::string temporary_;  // empty once committed
  Descriptor file_;
};

/// Writes a whole file at path by an AtomicFile in its directory, which must exist.
void write_file(const std::string& path, ByteView content, Durability durability);

}  // namespace wasmpair

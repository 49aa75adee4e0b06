// A file that appears whole or not at all.
#pragma once

#include <string>

#include "util/temporary_file.h"
#include "wasmpair/bytes.h"

namespace wasmpair {

/// Whether a file must survive a power cut.
enum class Durability {
  Synced,    ///< fsync before the rename. The directory is synced by the caller, once for many files.
  Unsynced,  ///< For what can be made again: caches, stamps.
};

/// Writes a temporary file (temporary_file.h) beside its target; commit() renames it, the destructor discards it.
/// The umask decides who can read the result, as it does for any file that a program creates.
class AtomicFile {
 public:
  /// directory: an open directory, which must outlive this. name: a file name in it, without a slash. shown: the
  /// target's path for messages. Throws Error.
  AtomicFile(int directory, std::string name, std::string shown);
  ~AtomicFile();
  AtomicFile(AtomicFile&& other) noexcept;
  AtomicFile& operator=(AtomicFile&&) = delete;

  /// Appends. Throws Error with the system's reason (a full disk, …).
  void write(ByteView content);

  /// Lets the system begin to bring what was written to the disk, while other files are written. sync() is still
  /// needed.
  void start_sync();

  /// Brings what was written to the disk, so that a Synced commit has only the rename left to do. Throws Error. A sync
  /// that failed is not tried again: the system may have dropped the bytes and would report success.
  void sync();

  /// Publishes: replaces whatever has the target's name, never writing through it. Throws Error, also if that is a
  /// directory; the target is then as it was.
  void commit(Durability durability);

 private:
  int directory_;
  std::string name_;
  std::string shown_;
  TemporaryFile temporary_;  // nameless once committed
  bool synced_ = false;
};

/// Writes a whole file at path by an AtomicFile in its directory, which must exist; a Synced one is brought to the disk
/// with its name. Throws Error.
void write_file(const std::string& path, ByteView content, Durability durability);

}  // namespace wasmpair

// A file that appears complete or not at all.
#pragma once

#include <string>

#include "util/platform/file_system.h"
#include "util/temporary_file.h"
#include "wasmpair/bytes.h"

namespace wasmpair {

/// Whether a file must survive a power cut.
enum class Durability {
  Synced,    ///< flushed before the rename. The directory is synced by the caller, once for many files.
  Unsynced,  ///< For files that can be recreated, such as caches and stamps.
};

/// Writes a temporary file (temporary_file.h) next to its target; commit() renames it, the destructor discards it.
class AtomicFile {
 public:
  /// directory: an open directory, which must outlive this object. name: a file name in it, without a slash. shown:
  /// the target's path for messages. Throws Error.
  AtomicFile(FileHandle directory, std::string name, std::string shown, Access access = Access::Umask);
  ~AtomicFile();
  AtomicFile(AtomicFile&& other) noexcept;
  AtomicFile& operator=(AtomicFile&&) = delete;

  /// Appends. Throws Error with the system's reason (a full disk, …).
  void write(ByteView content);

  /// Asks the system to start flushing to disk while other files are written. sync() is still needed.
  void start_sync();

  /// Flushes to disk, which leaves only the rename for a Synced commit. Throws Error.
  void sync();

  /// Publishes: replaces the directory entry of the target and never writes through it. Throws Error, also if the
  /// target is a directory; the target is then unchanged.
  void commit(Durability durability);

  /// Publishes like commit(Synced), but provisionally: until keep(), the destructor removes what was added, and puts
  /// back what was replaced, on file systems that can exchange two names. Throws Error like commit.
  void replace();

  /// Publishes provisionally, as replace() does, but only under a name that nothing has: false if something has it.
  /// Throws Error like commit.
  bool add();

  /// Makes replace() or add() final.
  void keep();

 private:
  enum class Place {
    Temporary,  ///< Nothing is to be put back.
    Added,      ///< Under its name, which nothing had before.
    Exchanged,  ///< Under its name; what had it before is under the temporary name.
  };

  /// From the temporary name to the target's; false, with errno set, if it fails.
  bool rename(platform::Renaming renaming) const;
  void discard_temporary();
  void forget_temporary();

  FileHandle directory_;
  std::string name_;
  std::string shown_;
  TemporaryFile temporary_;  // nameless once committed
  bool synced_ = false;
  Place place_ = Place::Temporary;
};

/// Writes a complete file at path through an AtomicFile. Its directory must exist, and is flushed to disk as well if
/// the file is Synced. Throws Error.
void write_file(const std::string& path, ByteView content, Durability durability);

}  // namespace wasmpair

#include "util/atomic_file.h"

#include <cerrno>
#include <utility>

#include "util/directory.h"
#include "util/flush.h"
#include "util/platform/file_content.h"
#include "util/system_error.h"
#include "util/write_all.h"

namespace wasmpair {

using platform::Renaming;

AtomicFile::AtomicFile(FileHandle directory, std::string name, std::string shown, Access access)
    : directory_(directory),
      name_(std::move(name)),
      shown_(std::move(shown)),
      temporary_(create_temporary_file(directory_, shown_, access)) {}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : directory_(other.directory_),
      name_(std::move(other.name_)),
      shown_(std::move(other.shown_)),
      temporary_{std::exchange(other.temporary_.name, {}), std::move(other.temporary_.file),
                 std::move(other.temporary_.removal)},
      synced_(other.synced_),
      place_(std::exchange(other.place_, Place::Temporary)) {}

AtomicFile::~AtomicFile() {
  if (place_ == Place::Added) platform::remove_file_in(directory_, name_);
  if (place_ == Place::Exchanged) rename(Renaming::Exchange);
  discard_temporary();
}

void AtomicFile::write(ByteView content) {
  synced_ = false;
  write_all(temporary_.file.get(), content, shown_, "write");
}

void AtomicFile::start_sync() {
  // Only a hint: sync() reports any failure.
  platform::begin_flush(temporary_.file.get());
}

void AtomicFile::sync() {
  if (synced_) return;
  flush_to_disk(temporary_.file.get(), shown_);
  synced_ = true;
}

void AtomicFile::commit(Durability durability) {
  if (durability == Durability::Synced) sync();
  if (!rename(Renaming::Replace)) throw system_error(shown_, "rename into place", errno);
  forget_temporary();
}

void AtomicFile::replace() {
  sync();
  if (rename(Renaming::Exchange)) {
    place_ = Place::Exchanged;
    return;
  }
  const bool is_absent = errno == ENOENT;
  // EINVAL, ENOSYS: a file system that cannot exchange names. There, what is replaced cannot be put back.
  if (!is_absent && errno != EINVAL && errno != ENOSYS) throw system_error(shown_, "rename into place", errno);
  const bool is_added = !is_absent && rename(Renaming::Add);
  if (!is_added && !rename(Renaming::Replace)) throw system_error(shown_, "rename into place", errno);
  if (is_absent || is_added) place_ = Place::Added;
  forget_temporary();
}

bool AtomicFile::add() {
  sync();
  const bool is_added = rename(Renaming::Add);
  if (!is_added && errno == EEXIST) return false;
  if (!is_added) throw system_error(shown_, "rename into place", errno);
  place_ = Place::Added;
  forget_temporary();
  return true;
}

void AtomicFile::keep() {
  place_ = Place::Temporary;
  discard_temporary();
}

bool AtomicFile::rename(Renaming renaming) const {
  return platform::rename_in(directory_, temporary_.name, name_, renaming);
}

void AtomicFile::discard_temporary() {
  if (!temporary_.name.empty()) platform::remove_file_in(directory_, temporary_.name);
  forget_temporary();
}

void AtomicFile::forget_temporary() {
  temporary_.name.clear();
  // Where a file that is open cannot be replaced, a later step would fail to replace this one.
  temporary_.file = {};
  temporary_.removal = {};
}

void write_file(const std::string& path, ByteView content, Durability durability) {
  const std::size_t slash = path.rfind('/');
  const std::string parent = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  const Descriptor directory = open_directory(parent);
  AtomicFile file(directory.get(), slash == std::string::npos ? path : path.substr(slash + 1), path);
  file.write(content);
  file.commit(durability);
  if (durability == Durability::Synced) flush_to_disk(directory.get(), parent);
}

}  // namespace wasmpair

#include "util/atomic_file.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "util/directory.h"
#include "util/system_error.h"

namespace wasmpair {

AtomicFile::AtomicFile(int directory, std::string name, std::string shown, Access access)
    : directory_(directory),
      name_(std::move(name)),
      shown_(std::move(shown)),
      temporary_(create_temporary_file(directory_, shown_, access)) {}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : directory_(other.directory_),
      name_(std::move(other.name_)),
      shown_(std::move(other.shown_)),
      temporary_{std::exchange(other.temporary_.name, {}), std::move(other.temporary_.file)},
      synced_(other.synced_) {}

AtomicFile::~AtomicFile() {
  if (!temporary_.name.empty()) ::unlinkat(directory_, temporary_.name.c_str(), 0);
}

void AtomicFile::write(ByteView content) {
  synced_ = false;
  while (!content.empty()) {
    const ssize_t count = ::write(temporary_.file.get(), content.data(), content.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw system_error(shown_, "write", errno);
    content = content.subspan(static_cast<std::size_t>(count));
  }
}

void AtomicFile::start_sync() {
  // Only a hint: sync() reports any failure.
  ::sync_file_range(temporary_.file.get(), 0, 0, SYNC_FILE_RANGE_WRITE);
}

void AtomicFile::sync() {
  if (synced_) return;
  if (::fsync(temporary_.file.get()) != 0) throw system_error(shown_, "flush to disk", errno);
  synced_ = true;
}

void AtomicFile::commit(Durability durability) {
  if (durability == Durability::Synced) sync();
  if (::renameat(directory_, temporary_.name.c_str(), directory_, name_.c_str()) != 0)
    throw system_error(shown_, "rename into place", errno);
  temporary_.name.clear();
}

void write_file(const std::string& path, ByteView content, Durability durability) {
  const std::size_t slash = path.rfind('/');
  const std::string parent = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  const Descriptor directory = open_directory(parent);
  AtomicFile file(directory.get(), slash == std::string::npos ? path : path.substr(slash + 1), path);
  file.write(content);
  file.commit(durability);
  if (durability == Durability::Synced) sync_directory(directory.get(), parent);
}

}  // namespace wasmpair

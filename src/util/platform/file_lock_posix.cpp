#include "util/platform/file_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "util/platform/posix.h"

namespace wasmpair::platform {
namespace {

struct flock one_byte(short type, std::uint64_t byte) {
  struct flock lock {};
  lock.l_type = type;
  lock.l_whence = SEEK_SET;
  lock.l_start = static_cast<off_t>(byte);
  lock.l_len = 1;
  return lock;
}

}  // namespace

Locked lock(FileHandle file, Locking locking) {
  const int operation = locking == Locking::Wait ? LOCK_EX : LOCK_EX | LOCK_NB;
  if (uninterrupted([&] { return ::flock(descriptor_of(file), operation); }) == 0) return Locked::Yes;
  return errno == EWOULDBLOCK ? Locked::Busy : Locked::Unsupported;
}

Locked lock_directory(FileHandle directory, Locking locking, Descriptor&) { return lock(directory, locking); }

// Open file description locks (fcntl(2)): unlike the older ones, closing another descriptor of the file keeps them.

Locked lock_byte(FileHandle file, std::uint64_t byte, Locking locking) {
  struct flock lock = one_byte(F_WRLCK, byte);
  const int command = locking == Locking::Wait ? F_OFD_SETLKW : F_OFD_SETLK;
  if (uninterrupted([&] { return ::fcntl(descriptor_of(file), command, &lock); }) == 0) return Locked::Yes;
  return errno == EAGAIN || errno == EACCES ? Locked::Busy : Locked::Unsupported;
}

void unlock_byte(FileHandle file, std::uint64_t byte) {
  struct flock lock = one_byte(F_UNLCK, byte);
  uninterrupted([&] { return ::fcntl(descriptor_of(file), F_OFD_SETLK, &lock); });
}

}  // namespace wasmpair::platform

#include "util/lock.h"

#include <sys/file.h>

#include <cerrno>

namespace wasmpair {
namespace {

bool lock(int file, int operation) {
  int result = 0;
  do result = ::flock(file, operation);
  while (result != 0 && errno == EINTR);
  return result == 0;
}

}  // namespace

bool lock_exclusively(int file) { return lock(file, LOCK_EX); }

bool try_lock_exclusively(int file) { return lock(file, LOCK_EX | LOCK_NB); }

}  // namespace wasmpair

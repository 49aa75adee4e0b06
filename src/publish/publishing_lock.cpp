#include "publish/publishing_lock.h"

#include "util/platform/file_lock.h"

namespace wasmpair {

void lock_for_publishing(FileHandle directory, Progress* progress) {
  if (platform::lock(directory, Locking::Try) == Locked::Yes) return;
  if (progress != nullptr) progress->update("waiting for another run that publishes to this directory", 0, 0);
  // Without locks (some network file systems), each file is still replaced atomically.
  platform::lock(directory, Locking::Wait);
}

}  // namespace wasmpair

#include "publish/publishing_lock.h"

#include "util/platform/file_lock.h"

namespace wasmpair {

Descriptor lock_for_publishing(FileHandle directory, Progress* progress) {
  Descriptor holder;
  if (platform::lock_directory(directory, Locking::Try, holder) == Locked::Yes) return holder;
  if (progress != nullptr) progress->update("waiting for another run that publishes to this directory", 0, 0);
  // Without locks (some network file systems), each file is still replaced atomically.
  platform::lock_directory(directory, Locking::Wait, holder);
  return holder;
}

}  // namespace wasmpair

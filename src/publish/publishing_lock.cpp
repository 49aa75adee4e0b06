#include "publish/publishing_lock.h"

#include "util/lock.h"

namespace wasmpair {

void lock_for_publishing(int directory, Progress* progress) {
  if (try_lock_exclusively(directory)) return;
  if (progress != nullptr) progress->update("waiting for another run that publishes to this directory", 0, 0);
  // Without locks (some network file systems), each file is still replaced atomically.
  lock_exclusively(directory);
}

}  // namespace wasmpair

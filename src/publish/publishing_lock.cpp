#include "publish/publishing_lock.h"

#include <utility>

#include "util/platform/file_lock.h"

namespace wasmpair {

std::string LockedDirectory::shown(const std::string& name) const {
  return path.ends_with('/') ? path + name : path + "/" + name;
}

LockedDirectory lock_for_publishing(const std::string& path, Descriptor opened, Progress* progress) {
  LockedDirectory directory{path, std::move(opened), {}};
  // Without locks (some network file systems, WASI), each file is still replaced atomically.
  if (platform::lock_directory(directory.get(), Locking::Try, directory.lock) != Locked::Busy) return directory;
  if (progress != nullptr) progress->update("waiting for another run that publishes to this directory", 0, 0);
  platform::lock_directory(directory.get(), Locking::Wait, directory.lock);
  return directory;
}

}  // namespace wasmpair

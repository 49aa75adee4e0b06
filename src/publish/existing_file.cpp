#include "publish/existing_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "util/mapped_file.h"
#include "util/system_error.h"

namespace wasmpair {
namespace {

/// Nothing unless the name is of a File without other names that can be read.
std::optional<OpenedFile> open_existing(int directory, const std::string& name) {
  // O_NONBLOCK: opening a FIFO must not wait for its writer.
  OpenedFile opened{
      Descriptor(::openat(directory, name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)), 0, {}};
  struct stat status {};
  if (!opened.file || ::fstat(opened.file.get(), &status) != 0) return std::nullopt;
  if (!S_ISREG(status.st_mode) || status.st_nlink != 1) return std::nullopt;
  opened.bytes = static_cast<std::size_t>(status.st_size);
  return opened;
}

}  // namespace

Existing look_up(int directory, const std::string& name, const std::string& shown) {
  struct stat status {};
  if (::fstatat(directory, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
    if (errno == ENOENT) return Existing::Absent;
    throw system_error(shown, "look up", errno);
  }
  if (S_ISDIR(status.st_mode)) return Existing::Directory;
  return S_ISREG(status.st_mode) ? Existing::File : Existing::Other;
}

bool holds(int directory, const std::string& name, ByteView content) {
  auto opened = open_existing(directory, name);
  if (!opened || opened->bytes != content.size()) return false;
  const MappedFile existing(std::move(*opened), name);
  return std::ranges::equal(existing.content(), content);
}

std::optional<Bytes> read_at_most(int directory, const std::string& name, std::size_t limit) {
  auto opened = open_existing(directory, name);
  if (!opened || opened->bytes > limit) return std::nullopt;
  const MappedFile existing(std::move(*opened), name);
  return Bytes(existing.content().begin(), existing.content().end());
}

}  // namespace wasmpair

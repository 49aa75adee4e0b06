#include "publish/existing_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <span>

#include "util/descriptor.h"
#include "util/system_error.h"

namespace wasmpair {
namespace {

/// Fits the second-level cache, so that what was read is compared before it leaves it.
constexpr std::size_t block_bytes = 256 * 1024;

struct OpenFile {
  Descriptor file;
  std::size_t bytes = 0;
};

/// Nothing if the name does not stand for a File, or for one that has other names or cannot be read.
std::optional<OpenFile> open_file(int directory, const std::string& name) {
  // O_NONBLOCK: opening a FIFO must not wait for its writer.
  OpenFile opened{Descriptor(::openat(directory, name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC))};
  struct stat status {};
  if (!opened.file || ::fstat(opened.file.get(), &status) != 0) return std::nullopt;
  if (!S_ISREG(status.st_mode) || status.st_nlink != 1) return std::nullopt;
  opened.bytes = static_cast<std::size_t>(status.st_size);
  return opened;
}

/// Fills block unless the file ends first; returns how many bytes were read, or nothing if reading failed.
std::optional<std::size_t> read_block(int file, std::span<std::uint8_t> block) {
  std::size_t done = 0;
  while (done < block.size()) {
    const auto rest = block.subspan(done);
    const ssize_t count = ::read(file, rest.data(), rest.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return std::nullopt;
    if (count == 0) break;
    done += static_cast<std::size_t>(count);
  }
  return done;
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
  const auto opened = open_file(directory, name);
  if (!opened || opened->bytes != content.size()) return false;
  Bytes block(std::min(block_bytes, content.size()));
  while (!content.empty()) {
    const std::span<std::uint8_t> part = std::span(block).first(std::min(block.size(), content.size()));
    if (read_block(opened->file.get(), part) != part.size()) return false;
    if (!std::ranges::equal(part, content.first(part.size()))) return false;
    content = content.subspan(part.size());
  }
  return true;
}

std::optional<Bytes> read_at_most(int directory, const std::string& name, std::size_t limit) {
  const auto opened = open_file(directory, name);
  if (!opened || opened->bytes > limit) return std::nullopt;
  Bytes content(opened->bytes);
  if (read_block(opened->file.get(), content) != content.size()) return std::nullopt;
  return content;
}

}  // namespace wasmpair

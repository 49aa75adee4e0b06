#include "util/files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/filesystem.hpp>
#include <cerrno>
#include <cstring>
#include <utility>

#include "wasmpair/error.h"

namespace wasmpair {
namespace {

namespace fs = boost::filesystem;

[[noreturn]] void fail(const std::string& path, int error) {
  const char* advice = error == ENOENT   ? "Check the path; the build step that writes it may not have run."
                       : error == EACCES ? "Check the file's permissions."
                                         : "";
  throw Error(path, std::string("cannot read: ") + std::strerror(error), advice);
}

FileState state_of(const struct stat& status) {
  return {status.st_dev, status.st_ino, static_cast<std::size_t>(status.st_size), status.st_mtim};
}

}  // namespace

bool FileState::operator==(const FileState& other) const {
  return device == other.device && number == other.number && bytes == other.bytes &&
         modified.tv_sec == other.modified.tv_sec && modified.tv_nsec == other.modified.tv_nsec;
}

OpenedFile open_file(const std::string& path) {
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file) fail(path, errno);
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) fail(path, errno);
  if (S_ISDIR(status.st_mode)) throw Error(path, "cannot read: it is a directory", "Name a file.");
  if (!S_ISREG(status.st_mode)) throw Error(path, "cannot read: it is not a regular file", "Name a regular file.");
  return {std::move(file), state_of(status)};
}

std::size_t read_up_to(int file, std::span<std::uint8_t> into) {
  std::size_t done = 0;
  while (done < into.size()) {
    errno = 0;
    const ssize_t count = ::read(file, into.data() + done, into.size() - done);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    done += static_cast<std::size_t>(count);
  }
  return done;
}

void read_opened(const OpenedFile& opened, const std::string& path, std::span<std::uint8_t> into) {
  const bool is_complete = read_up_to(opened.file.get(), into) == into.size();
  if (!is_complete && errno != 0) fail(path, errno);
  struct stat status {};
  if (::fstat(opened.file.get(), &status) != 0) fail(path, errno);
  if (!is_complete || state_of(status) != opened.state)
    throw Error(path, "cannot read: it changed meanwhile", "Run again when nothing writes to it.");
}

Bytes read_file(const std::string& path, std::size_t limit) {
  const OpenedFile opened = open_file(path);
  if (opened.state.bytes > limit)
    throw Error(path, fmt::format("cannot read: it has more than {} bytes", limit), "Name another file.");
  Bytes content(opened.state.bytes);
  read_opened(opened, path, content);
  return content;
}

bool is_file(const std::string& path) {
  boost::system::error_code ignored;
  return fs::is_regular_file(path, ignored);
}

bool is_directory(const std::string& path) {
  boost::system::error_code ignored;
  return fs::is_directory(path, ignored);
}

}  // namespace wasmpair

#include "util/files.h"

#include <fcntl.h>
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

}  // namespace

OpenedFile open_file(const std::string& path) {
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file) fail(path, errno);
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) fail(path, errno);
  if (S_ISDIR(status.st_mode)) throw Error(path, "cannot read: it is a directory", "Name a file.");
  if (!S_ISREG(status.st_mode)) throw Error(path, "cannot read: it is not a regular file", "Name a regular file.");
  return {std::move(file), static_cast<std::size_t>(status.st_size), status.st_mtim};
}

bool read_exactly(int file, std::span<std::uint8_t> buffer) {
  while (!buffer.empty()) {
    const ssize_t count = ::read(file, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    buffer = buffer.subspan(static_cast<std::size_t>(count));
  }
  return true;
}

Bytes read_file(const std::string& path) {
  const OpenedFile opened = open_file(path);
  Bytes content(opened.bytes);
  std::size_t done = 0;
  while (done < content.size()) {
    const ssize_t count = ::read(opened.file.get(), content.data() + done, content.size() - done);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail(path, errno);
    if (count == 0) throw Error(path, "cannot read: it shrank during reading", "Run again when nothing writes to it.");
    done += static_cast<std::size_t>(count);
  }
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

#include "util/append_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "util/system_error.h"

namespace wasmpair {

AppendFile::AppendFile(std::string path)
    : path_(std::move(path)), file_(::open(path_.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666)) {
  if (!file_) throw system_error(path_, "append", errno);
}

std::uint64_t AppendFile::size() const {
  struct stat status {};
  if (::fstat(file_.get(), &status) != 0) throw system_error(path_, "read the size", errno);
  return static_cast<std::uint64_t>(status.st_size);
}

void AppendFile::append(ByteView content) const {
  while (!content.empty()) {
    const ssize_t count = ::write(file_.get(), content.data(), content.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw system_error(path_, "append", errno);
    content = content.subspan(static_cast<std::size_t>(count));
  }
}

}  // namespace wasmpair

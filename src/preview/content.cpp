#include "preview/content.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <boost/filesystem/path.hpp>
#include <cerrno>
#include <cstring>

#include "wasmpair/error.h"

namespace wasmpair {
namespace {

constexpr const char* pack_again = "Pack the release again, or copy all of its files.";

std::string shown(const std::string& directory_name, const std::string& name) {
  return (boost::filesystem::path(directory_name) / name).string();
}

struct Opened {
  Descriptor file;
  std::uint64_t bytes;
  std::string state;
};

std::string state_from(const struct stat& status) {
  return fmt::format("{} {} {} {}.{} {}.{}", status.st_dev, status.st_ino, status.st_size, status.st_mtim.tv_sec,
                     status.st_mtim.tv_nsec, status.st_ctim.tv_sec, status.st_ctim.tv_nsec);
}

Opened open_regular(int directory, const std::string& name, const std::string& directory_name) {
  // O_NONBLOCK: opening a FIFO must not wait for its writer.
  Descriptor file(::openat(directory, name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (!file && errno == ELOOP)
    throw Error(shown(directory_name, name), "is a symbolic link, which is not followed", pack_again);
  if (!file) throw Error(shown(directory_name, name), std::string("cannot read: ") + std::strerror(errno), pack_again);
  struct stat status {};
  if (::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode))
    throw Error(shown(directory_name, name), "is not a regular file", pack_again);
  return {std::move(file), static_cast<std::uint64_t>(status.st_size), state_from(status)};
}

}  // namespace

std::size_t ServedContent::read(std::uint64_t offset, std::span<char> into) const {
  if (offset >= bytes_) return 0;
  const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), bytes_ - offset));
  if (!file_) {
    std::copy_n(text_.data() + offset, wanted, into.data());
    return wanted;
  }
  std::size_t done = 0;
  while (done < wanted) {
    const ssize_t count = ::pread(file_.get(), into.data() + done, wanted - done, static_cast<off_t>(offset + done));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    done += static_cast<std::size_t>(count);
  }
  return done;
}

SharedContent open_content(int directory, const std::string& name, std::uint64_t bytes,
                           const std::string& directory_name) {
  Opened opened = open_regular(directory, name, directory_name);
  if (opened.bytes != bytes)
    throw Error(shown(directory_name, name), fmt::format("has {} bytes, but the manifest says {}", opened.bytes, bytes),
                pack_again);
  return std::make_shared<const ServedContent>(std::move(opened.file), bytes);
}

TextFile read_text(int directory, const std::string& name, std::uint64_t limit, const std::string& directory_name) {
  Opened opened = open_regular(directory, name, directory_name);
  if (opened.bytes > limit)
    throw Error(shown(directory_name, name), fmt::format("has more than {} bytes", limit), "Make it smaller.");
  std::string text(static_cast<std::size_t>(opened.bytes), '\0');
  text.resize(ServedContent(std::move(opened.file), text.size()).read(0, text));
  return {std::move(text), std::move(opened.state)};
}

std::string state_of(int directory, const std::string& name) {
  struct stat status {};
  if (::fstatat(directory, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) return "absent";
  return state_from(status);
}

}  // namespace wasmpair

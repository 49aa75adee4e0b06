#include "util/files.h"

#include <fmt/format.h>

#include <boost/filesystem.hpp>
#include <cerrno>
#include <cstring>
#include <utility>

#include "util/platform/file_content.h"
#include "util/platform/file_system.h"
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

FileState state_of(const FileStatus& status) {
  return {status.identity, static_cast<std::size_t>(status.bytes), status.modified};
}

}  // namespace

OpenedFile open_file(const std::string& path) {
  Descriptor file = platform::open_to_read(path);
  if (!file) fail(path, errno);
  const std::optional<FileStatus> status = platform::status_of(file.get());
  if (!status) fail(path, errno);
  if (status->kind == FileKind::Directory) throw Error(path, "cannot read: it is a directory", "Name a file.");
  if (status->kind != FileKind::Regular)
    throw Error(path, "cannot read: it is not a regular file", "Name a regular file.");
  if (!std::in_range<std::size_t>(status->bytes))
    throw Error(path, "cannot read: it is larger than a program of 32 bits can address", "Name another file.");
  return {std::move(file), state_of(*status)};
}

std::size_t read_up_to(FileHandle file, std::span<std::uint8_t> into) {
  std::size_t done = 0;
  while (done < into.size()) {
    errno = 0;
    const std::optional<std::size_t> count = platform::read(file, into.subspan(done));
    if (count.value_or(0) == 0) break;
    done += *count;
  }
  return done;
}

void read_opened(const OpenedFile& opened, const std::string& path, std::span<std::uint8_t> into) {
  const bool is_complete = read_up_to(opened.file.get(), into) == into.size();
  if (!is_complete && errno != 0) fail(path, errno);
  const std::optional<FileStatus> status = platform::status_of(opened.file.get());
  if (!status) fail(path, errno);
  if (!is_complete || state_of(*status) != opened.state)
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

#include "publish/existing_file.h"

#include <algorithm>
#include <cerrno>
#include <span>
#include <utility>

#include "util/files.h"
#include "util/platform/file_status.h"
#include "util/platform/file_system.h"
#include "util/system_error.h"

namespace wasmpair {
namespace {

/// Read at once for a comparison: fits into the processor's cache.
constexpr std::size_t compared_bytes = std::size_t{256} << 10;

struct ExistingFile {
  Descriptor file;
  std::size_t bytes;
};

/// Nothing unless the name is of a File without other names that may be read.
std::optional<ExistingFile> open_existing(FileHandle directory, const std::string& name, const std::string& shown) {
  Descriptor file = platform::open_to_read_in(directory, name);
  // What it contains decides what is to be done: it is not as if it were absent.
  if (!file && errno == EBUSY) throw system_error(shown, "read", errno);
  const std::optional<FileStatus> status = file ? platform::status_of(file.get()) : std::nullopt;
  if (!status || status->kind != FileKind::Regular || status->links != 1) return std::nullopt;
  return ExistingFile{std::move(file), static_cast<std::size_t>(status->bytes)};
}

/// True if the rest of the file is that content.
bool continues_with(FileHandle file, ByteView content) {
  Bytes buffer(std::min(compared_bytes, content.size()));
  while (!content.empty()) {
    const std::size_t count = read_up_to(file, std::span(buffer).first(std::min(buffer.size(), content.size())));
    if (count == 0 || !std::equal(buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(count), content.begin()))
      return false;
    content = content.subspan(count);
  }
  return true;
}

}  // namespace

Existing look_up(FileHandle directory, const std::string& name, const std::string& shown) {
  const std::optional<FileStatus> status = platform::status_in(directory, name);
  if (!status) {
    if (errno == ENOENT) return Existing::Absent;
    throw system_error(shown, "look up", errno);
  }
  if (status->kind == FileKind::Directory) return Existing::Directory;
  return status->kind == FileKind::Regular ? Existing::File : Existing::Other;
}

Descriptor open_holding(FileHandle directory, const std::string& name, ByteView content, const std::string& shown) {
  auto opened = open_existing(directory, name, shown);
  if (!opened || opened->bytes != content.size() || !continues_with(opened->file.get(), content)) return {};
  return std::move(opened->file);
}

std::optional<Bytes> read_at_most(FileHandle directory, const std::string& name, std::size_t limit,
                                  const std::string& shown) {
  const auto opened = open_existing(directory, name, shown);
  if (!opened || opened->bytes > limit) return std::nullopt;
  Bytes content(opened->bytes);
  if (read_up_to(opened->file.get(), content) != content.size()) return std::nullopt;
  return content;
}

}  // namespace wasmpair

#include "util/append_file.h"

#include <cerrno>
#include <utility>

#include "util/platform/file_status.h"
#include "util/platform/file_system.h"
#include "util/system_error.h"
#include "util/write_all.h"

namespace wasmpair {

AppendFile::AppendFile(std::string path) : path_(std::move(path)), file_(platform::open_to_append(path_)) {
  if (!file_) throw system_error(path_, "append", errno);
}

std::uint64_t AppendFile::size() const {
  const std::optional<FileStatus> status = platform::status_of(file_.get());
  if (!status) throw system_error(path_, "read the size", errno);
  return status->bytes;
}

void AppendFile::append(ByteView content) const { write_all(file_.get(), content, path_, "append"); }

}  // namespace wasmpair

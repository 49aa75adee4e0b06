#include "preview/content.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/filesystem/path.hpp>
#include <cerrno>
#include <cstring>
#include <optional>

#include "util/platform/file_content.h"
#include "util/platform/file_status.h"
#include "util/platform/file_system.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

constexpr const char* pack_again = "Pack the release again, or copy all of its files.";

std::string shown(const std::string& directory_name, const std::string& name) {
  return (boost::filesystem::path(directory_name) / name).generic_string();
}

struct Opened {
  Descriptor file;
  std::uint64_t bytes;
  std::string state;
};

std::string state_from(const FileStatus& status) {
  return fmt::format("{} {} {} {}.{} {}.{}", status.identity.device, status.identity.number, status.bytes,
                     status.modified.seconds, status.modified.nanoseconds, status.changed.seconds,
                     status.changed.nanoseconds);
}

Opened open_regular(FileHandle directory, const std::string& name, const std::string& directory_name) {
  Descriptor file = platform::open_to_read_in(directory, name);
  if (!file && errno == ELOOP)
    throw Error(shown(directory_name, name), "is a symbolic link, which is not followed", pack_again);
  if (!file) throw Error(shown(directory_name, name), std::string("cannot read: ") + std::strerror(errno), pack_again);
  const std::optional<FileStatus> status = platform::status_of(file.get());
  if (!status || status->kind != FileKind::Regular)
    throw Error(shown(directory_name, name), "is not a regular file", pack_again);
  return {std::move(file), status->bytes, state_from(*status)};
}

}  // namespace

std::size_t ServedContent::read(std::uint64_t offset, std::span<char> into) const {
  if (offset >= bytes_) return 0;
  const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), bytes_ - offset));
  if (!file_) {
    std::copy_n(text_.data() + offset, wanted, into.data());
    return wanted;
  }
  const std::span bytes(reinterpret_cast<std::uint8_t*>(into.data()), wanted);
  std::size_t done = 0;
  while (done < wanted) {
    const std::optional<std::size_t> count = platform::read_at(file_.get(), offset + done, bytes.subspan(done));
    if (count.value_or(0) == 0) break;
    done += *count;
  }
  return done;
}

SharedContent open_content(FileHandle directory, const std::string& name, std::uint64_t bytes,
                           const std::string& directory_name) {
  Opened opened = open_regular(directory, name, directory_name);
  if (opened.bytes != bytes)
    throw Error(shown(directory_name, name), fmt::format("has {} bytes, but the manifest says {}", opened.bytes, bytes),
                pack_again);
  return std::make_shared<const ServedContent>(std::move(opened.file), bytes);
}

TextFile read_text(FileHandle directory, const std::string& name, std::uint64_t limit,
                   const std::string& directory_name) {
  Opened opened = open_regular(directory, name, directory_name);
  if (opened.bytes > limit)
    throw Error(shown(directory_name, name), fmt::format("has more than {} bytes", limit), "Make it smaller.");
  std::string text(static_cast<std::size_t>(opened.bytes), '\0');
  text.resize(ServedContent(std::move(opened.file), text.size()).read(0, text));
  return {std::move(text), std::move(opened.state)};
}

std::string state_of(FileHandle directory, const std::string& name) {
  const std::optional<FileStatus> status = platform::status_in(directory, name);
  return status ? state_from(*status) : "absent";
}

}  // namespace wasmpair

#include "util/platform/file_content.h"

#include <unistd.h>

#include "util/platform/posix.h"

namespace wasmpair::platform {
namespace {

std::optional<std::size_t> count_from(ssize_t result) {
  if (result < 0) return std::nullopt;
  return static_cast<std::size_t>(result);
}

}  // namespace

std::optional<std::size_t> read(FileHandle file, std::span<std::uint8_t> into) {
  return count_from(uninterrupted([&] { return ::read(descriptor_of(file), into.data(), into.size()); }));
}

std::optional<std::size_t> read_at(FileHandle file, std::uint64_t offset, std::span<std::uint8_t> into) {
  return count_from(uninterrupted(
      [&] { return ::pread(descriptor_of(file), into.data(), into.size(), static_cast<off_t>(offset)); }));
}

std::optional<std::size_t> write(FileHandle file, ByteView content) {
  return count_from(uninterrupted([&] { return ::write(descriptor_of(file), content.data(), content.size()); }));
}

void touch(FileHandle file) { ::futimens(descriptor_of(file), nullptr); }

}  // namespace wasmpair::platform

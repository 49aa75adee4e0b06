#include "util/mapped_file.h"

#include <sys/mman.h>
#include <sys/stat.h>

#include <cerrno>
#include <utility>

#include "util/system_error.h"
#include "wasmpair/error.h"

namespace wasmpair {

MappedFile::MappedFile(const std::string& path) : MappedFile(open_file(path), path) {}

MappedFile::MappedFile(OpenedFile opened, std::string path) : path_(std::move(path)), opened_(std::move(opened)) {
  if (opened_.bytes == 0) return;  // mmap rejects a length of 0
  void* const mapped = ::mmap(nullptr, opened_.bytes, PROT_READ, MAP_PRIVATE | MAP_POPULATE, opened_.file.get(), 0);
  if (mapped == MAP_FAILED) throw system_error(path_, "read", errno);
  mapping_ = mapped;
}

MappedFile::MappedFile(MappedFile&& other) noexcept { *this = std::move(other); }

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(opened_, other.opened_);
  std::swap(mapping_, other.mapping_);
  return *this;
}

MappedFile::~MappedFile() {
  if (mapping_ != nullptr) ::munmap(mapping_, opened_.bytes);
}

void MappedFile::expect_unchanged() const {
  struct stat status {};
  const bool known = ::fstat(opened_.file.get(), &status) == 0;
  if (known && static_cast<std::size_t>(status.st_size) == opened_.bytes &&
      status.st_mtim.tv_sec == opened_.modified.tv_sec && status.st_mtim.tv_nsec == opened_.modified.tv_nsec)
    return;
  throw Error(path_, "it changed during reading", "Run again when nothing writes to it.");
}

}  // namespace wasmpair

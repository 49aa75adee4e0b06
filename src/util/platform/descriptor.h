// An owned open file or directory.
#pragma once

#include <cstdint>
#include <utility>

namespace wasmpair {

/// What the system calls an open file or directory: a file descriptor, or a HANDLE of Windows.
using FileHandle = std::intptr_t;

/// That of no file.
inline constexpr FileHandle no_file = -1;

namespace platform {

void close_handle(FileHandle handle);

}  // namespace platform

class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(FileHandle handle) : handle_(handle) {}
  Descriptor(Descriptor&& other) noexcept : handle_(std::exchange(other.handle_, no_file)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
  }
  ~Descriptor() {
    if (handle_ != no_file) platform::close_handle(handle_);
  }

  FileHandle get() const { return handle_; }
  /// Gives up ownership: the caller closes the handle.
  FileHandle release() { return std::exchange(handle_, no_file); }
  /// False if opening failed.
  explicit operator bool() const { return handle_ != no_file; }

 private:
  FileHandle handle_ = no_file;
};

}  // namespace wasmpair

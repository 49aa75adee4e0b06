// Contents of responses, in a file or in memory.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "util/platform/descriptor.h"

namespace wasmpair {

/// Immutable bytes. A file is represented by its open descriptor: it takes no memory, however many clients receive it,
/// and however slowly. The file may be replaced or removed meanwhile.
class ServedContent {
 public:
  explicit ServedContent(std::string text) : text_(std::move(text)), bytes_(text_.size()) {}
  ServedContent(Descriptor file, std::uint64_t bytes) : file_(std::move(file)), bytes_(bytes) {}

  std::uint64_t bytes() const { return bytes_; }

  /// Copies bytes from offset on, and returns their number: less than the size of `into` only at the end, or if the
  /// file was truncated or cannot be read.
  std::size_t read(std::uint64_t offset, std::span<char> into) const;

 private:
  std::string text_;
  Descriptor file_;
  std::uint64_t bytes_;
};

using SharedContent = std::shared_ptr<const ServedContent>;

/// Opens a file in an open directory: only a regular file of exactly that size, not a symbolic link. directory_name:
/// for messages. Throws Error.
SharedContent open_content(FileHandle directory, const std::string& name, std::uint64_t bytes,
                           const std::string& directory_name);

/// The content of a file, and its state at the time of reading.
struct TextFile {
  std::string text;
  std::string state;
};

/// Reads such a file, of at most `limit` bytes. Throws Error.
TextFile read_text(FileHandle directory, const std::string& name, std::uint64_t limit,
                   const std::string& directory_name);

/// A text that identifies the file of that name and its state: it changes when the file is replaced or written to.
/// Never fails.
std::string state_of(FileHandle directory, const std::string& name);

}  // namespace wasmpair

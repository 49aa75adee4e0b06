// Contents that answers are made of: a file's, or kept in memory.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "util/descriptor.h"

namespace wasmpair {

/// Unchangeable bytes. Of a file, only the open descriptor is kept: however many clients are being sent it, and however
/// slowly, it takes no memory. The file may be renamed over or removed meanwhile.
class ServedContent {
 public:
  explicit ServedContent(std::string text) : text_(std::move(text)), bytes_(text_.size()) {}
  ServedContent(Descriptor file, std::uint64_t bytes) : file_(std::move(file)), bytes_(bytes) {}

  std::uint64_t bytes() const { return bytes_; }

  /// Copies what is at offset, and returns how many bytes: fewer than there is room for only at the end, or if somebody
  /// cut the file off or it cannot be read.
  std::size_t read(std::uint64_t offset, std::span<char> into) const;

 private:
  std::string text_;
  Descriptor file_;
  std::uint64_t bytes_;
};

using SharedContent = std::shared_ptr<const ServedContent>;

/// Opens a file of an open directory; only a regular one, no symbolic link, and of exactly that size. directory_name:
/// for messages. Throws Error.
SharedContent open_content(int directory, const std::string& name, std::uint64_t bytes,
                           const std::string& directory_name);

/// A file that was read whole, and the state that it was in then.
struct TextFile {
  std::string text;
  std::string state;
};

/// Reads such a file, of at most `limit` bytes. Throws Error.
TextFile read_text(int directory, const std::string& name, std::uint64_t limit, const std::string& directory_name);

/// Which file a name stands for, and in which state: text that is another one as soon as the file is replaced or
/// written to. Never fails.
std::string state_of(int directory, const std::string& name);

}  // namespace wasmpair

// A large file that is read once and used until the end of a run.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "util/files.h"
#include "wasmpair/bytes.h"

namespace wasmpair {

/// A private copy of a file's content. A mapping would save the copy, a few milliseconds for a large module, but change
/// under the reader's eyes: SIGBUS ends a program whose mapped file is truncated, by a build that runs again, and bytes
/// that were checked or hashed would no longer be those that are published.
class InputFile {
 public:
  InputFile() = default;
  /// Throws Error as read_file does.
  explicit InputFile(std::string path);

  ByteView content() const { return {content_.get(), state_.bytes}; }

  /// Throws Error if the path no longer names the file in the state in which it was read: whoever compares times would
  /// take what was made of it for made of the present content.
  void expect_current() const;

 private:
  std::string path_;
  FileState state_;
  std::unique_ptr<std::uint8_t[]> content_;
};

}  // namespace wasmpair

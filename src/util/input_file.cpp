#include "util/input_file.h"

#include <utility>

#include "util/platform/memory.h"
#include "wasmpair/error.h"

namespace wasmpair {

InputFile::InputFile(std::string path) : path_(std::move(path)) {
  const OpenedFile opened = open_file(path_);
  state_ = opened.state;
  content_.reset(new std::uint8_t[state_.bytes]);  // not filled with zeros, unlike Bytes
  platform::prefer_large_pages(content_.get(), state_.bytes);
  read_opened(opened, path_, {content_.get(), state_.bytes});
}

void InputFile::expect_current() const {
  if (open_file(path_).state == state_) return;
  throw Error(path_, "it changed while it was packed", "Run again when nothing writes to it.");
}

}  // namespace wasmpair

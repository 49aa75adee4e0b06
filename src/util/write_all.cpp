#include "util/write_all.h"

#include <cerrno>

#include "util/platform/file_content.h"
#include "util/system_error.h"

namespace wasmpair {

void write_all(FileHandle file, ByteView content, const std::string& shown, std::string_view action) {
  while (!content.empty()) {
    const std::optional<std::size_t> count = platform::write(file, content);
    if (!count) throw system_error(shown, action, errno);
    content = content.subspan(*count);
  }
}

}  // namespace wasmpair

#include "util/flush.h"

#include <cerrno>

#include "util/platform/file_content.h"
#include "util/system_error.h"

namespace wasmpair {

void flush_to_disk(FileHandle opened, const std::string& shown) {
  if (!platform::flush(opened)) throw system_error(shown, "flush to disk", errno);
}

}  // namespace wasmpair

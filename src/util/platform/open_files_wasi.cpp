#include "util/platform/open_files.h"

namespace wasmpair::platform {

std::optional<std::size_t> raise_open_file_limit() { return std::nullopt; }

}  // namespace wasmpair::platform

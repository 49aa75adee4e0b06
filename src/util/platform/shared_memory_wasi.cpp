#include "util/platform/directories.h"

namespace wasmpair::platform {

std::string shared_memory_file() { return ""; }  // there are no locks

}  // namespace wasmpair::platform

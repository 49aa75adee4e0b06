// Files that appear complete, or not at all.
#pragma once

#include <string>

#include "unit/support/temporary_directory.h"
#include "util/atomic_file.h"
#include "util/directory.h"

namespace wasmpair {

class AtomicFileTest : public TemporaryDirectoryTest {
 protected:
  AtomicFile open(const std::string& name) const { return AtomicFile(opened_.get(), name, path(name)); }

  Descriptor opened_ = open_directory(directory_.generic_string());
};

}  // namespace wasmpair

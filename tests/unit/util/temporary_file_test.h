// A directory with temporary files.
#pragma once

#include <set>
#include <string>

#include "unit/support/temporary_directory.h"
#include "util/directory.h"
#include "util/temporary_file.h"

namespace wasmpair {

class TemporaryFileTest : public TemporaryDirectoryTest {
 protected:
  Descriptor opened_ = open_directory(directory_.generic_string());
};

}  // namespace wasmpair

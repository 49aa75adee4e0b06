// Pipes that commands which we start do not inherit.
#pragma once

#include "util/platform/descriptor.h"

namespace wasmpair::platform {

struct PosixPipe {
  Descriptor read;
  Descriptor write;
};

/// Without ends, and with errno set, if the system has none left.
PosixPipe open_pipe();

}  // namespace wasmpair::platform

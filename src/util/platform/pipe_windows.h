// Pipes from commands: those of CreatePipe cannot be read in the background.
#pragma once

#include "util/platform/descriptor.h"

namespace wasmpair::platform {

struct OverlappedPipe {
  Descriptor read;   ///< Ours alone.
  Descriptor write;  ///< A command may inherit it.
};

/// Without ends if the system has none left: GetLastError() says why.
OverlappedPipe open_overlapped_pipe();

}  // namespace wasmpair::platform

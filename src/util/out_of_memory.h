// What to do when memory runs out.
#pragma once

/// A macro, so that it can be part of a literal: no text can be made when there is no memory.
#define WASMPAIR_OUT_OF_MEMORY_ADVICE \
  "Raise the limit on memory (ulimit -v, or that of the container), or try a lower --jobs."

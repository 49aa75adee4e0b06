// What a fuzz target requires of every input.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace wasmpair {

inline void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

}  // namespace wasmpair

// What to report when OpenSSL fails.
#pragma once

#include "wasmpair/error.h"

namespace wasmpair {

/// OpenSSL does not say reliably whether memory ran out.
[[noreturn]] inline void fail_digest() {
  throw Error(
      "", "OpenSSL could not compute a digest",
      "Memory may have run out: try a lower --jobs. Otherwise check the OpenSSL installation (a FIPS provider may "
      "be missing).");
}

}  // namespace wasmpair

// What every digest needs of OpenSSL.
#pragma once

#include <openssl/crypto.h>

#include "wasmpair/error.h"

namespace wasmpair {

/// Without this, the first thread would read OpenSSL's configuration file, which cannot change a digest.
inline void initialize_openssl() { OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr); }

/// OpenSSL does not say reliably whether memory ran out.
[[noreturn]] inline void fail_digest() {
  throw Error(
      "", "OpenSSL could not compute a digest",
      "Memory may have run out: try a lower --jobs. Otherwise check the OpenSSL installation (a FIPS provider may "
      "be missing).");
}

}  // namespace wasmpair

// SHA-256 of content that arrives in pieces.
#pragma once

#include <openssl/evp.h>

#include <memory>

#include "wasmpair/bytes.h"
#include "wasmpair/digest.h"

namespace wasmpair {

class Sha256Stream {
 public:
  /// Throws Error if OpenSSL lacks SHA-256.
  Sha256Stream();

  /// A stream that received the same pieces.
  Sha256Stream fork() const;

  void update(ByteView piece);
  /// The digest of all pieces. No call may follow.
  Sha256 finish();

 private:
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

}  // namespace wasmpair

#include "util/digest_stream.h"

#include "util/openssl_digest.h"

namespace wasmpair {
namespace {

void expect_done(int result) {
  if (result != 1) fail_digest();
}

}  // namespace

Sha256Stream::Sha256Stream() : context_(EVP_MD_CTX_new(), &EVP_MD_CTX_free) {
  initialize_openssl();
  if (!context_) fail_digest();
  expect_done(EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr));
}

Sha256Stream Sha256Stream::fork() const {
  Sha256Stream copy;
  expect_done(EVP_MD_CTX_copy_ex(copy.context_.get(), context_.get()));
  return copy;
}

void Sha256Stream::update(ByteView piece) { expect_done(EVP_DigestUpdate(context_.get(), piece.data(), piece.size())); }

Sha256 Sha256Stream::finish() {
  Sha256 digest;
  expect_done(EVP_DigestFinal_ex(context_.get(), digest.bytes.data(), nullptr));
  return digest;
}

}  // namespace wasmpair

/* The functions of OpenSSL's libcrypto that wasmpair calls, over OpenSSL's own SHA-256 and SHA-512. The complete library
   needs threads, signals and a system, and its providers alone are as large as the rest of the program. */
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>
#include <stdlib.h>
#include <string.h>

enum Algorithm { Sha256, Sha384 };

struct evp_md_st {
  enum Algorithm algorithm;
};

struct evp_md_ctx_st {
  enum Algorithm algorithm;
  union {
    SHA256_CTX sha256;
    SHA512_CTX sha384;
  } state;
};

const EVP_MD *EVP_sha256(void) {
  static const struct evp_md_st sha256 = {Sha256};
  return &sha256;
}

const EVP_MD *EVP_sha384(void) {
  static const struct evp_md_st sha384 = {Sha384};
  return &sha384;
}

EVP_MD_CTX *EVP_MD_CTX_new(void) { return calloc(1, sizeof(EVP_MD_CTX)); }

void EVP_MD_CTX_free(EVP_MD_CTX *context) { free(context); }

int EVP_MD_CTX_copy_ex(EVP_MD_CTX *out, const EVP_MD_CTX *in) {
  *out = *in;
  return 1;
}

int EVP_DigestInit_ex(EVP_MD_CTX *context, const EVP_MD *type, ENGINE *engine) {
  (void)engine;
  context->algorithm = type->algorithm;
  return type->algorithm == Sha256 ? SHA256_Init(&context->state.sha256) : SHA384_Init(&context->state.sha384);
}

int EVP_DigestUpdate(EVP_MD_CTX *context, const void *data, size_t size) {
  return context->algorithm == Sha256 ? SHA256_Update(&context->state.sha256, data, size)
                                      : SHA384_Update(&context->state.sha384, data, size);
}

int EVP_DigestFinal_ex(EVP_MD_CTX *context, unsigned char *digest, unsigned int *size) {
  if (size != NULL) *size = context->algorithm == Sha256 ? SHA256_DIGEST_LENGTH : SHA384_DIGEST_LENGTH;
  return context->algorithm == Sha256 ? SHA256_Final(digest, &context->state.sha256)
                                      : SHA384_Final(digest, &context->state.sha384);
}

int EVP_Digest(const void *data, size_t size, unsigned char *digest, unsigned int *digest_size, const EVP_MD *type,
               ENGINE *engine) {
  EVP_MD_CTX context;
  return EVP_DigestInit_ex(&context, type, engine) && EVP_DigestUpdate(&context, data, size) &&
         EVP_DigestFinal_ex(&context, digest, digest_size);
}

/* RFC 2104, with SHA-256, and with a key that is no longer than its block: wasmpair's has 32 bytes. */
unsigned char *HMAC(const EVP_MD *type, const void *key, int key_size, const unsigned char *data, size_t size,
                    unsigned char *digest, unsigned int *digest_size) {
  unsigned char inner[SHA256_CBLOCK] = {0}, outer[SHA256_CBLOCK];
  SHA256_CTX context;
  if (type->algorithm != Sha256 || key_size < 0 || key_size > SHA256_CBLOCK) return NULL;
  memcpy(inner, key, (size_t)key_size);
  for (size_t i = 0; i < sizeof inner; ++i) {
    outer[i] = inner[i] ^ 0x5c;
    inner[i] ^= 0x36;
  }
  SHA256_Init(&context);
  SHA256_Update(&context, inner, sizeof inner);
  SHA256_Update(&context, data, size);
  SHA256_Final(digest, &context);
  SHA256_Init(&context);
  SHA256_Update(&context, outer, sizeof outer);
  SHA256_Update(&context, digest, SHA256_DIGEST_LENGTH);
  SHA256_Final(digest, &context);
  if (digest_size != NULL) *digest_size = SHA256_DIGEST_LENGTH;
  return digest;
}

/* The digits of three bytes, RFC 4648; count of them exist. */
static void encode_three(unsigned char *to, const unsigned char *from, int count) {
  static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const unsigned bits =
      (unsigned)from[0] << 16 | (count > 1 ? (unsigned)from[1] << 8 : 0) | (count > 2 ? (unsigned)from[2] : 0);
  for (int digit = 0; digit < 4; ++digit)
    to[digit] = digit <= count ? (unsigned char)digits[bits >> (18 - 6 * digit) & 63] : '=';
}

int EVP_EncodeBlock(unsigned char *to, const unsigned char *from, int size) {
  int written = 0;
  for (int at = 0; at < size; at += 3, written += 4)
    encode_three(to + written, from + at, size - at < 3 ? size - at : 3);
  to[written] = '\0';
  return written;
}

int CRYPTO_memcmp(const void *a, const void *b, size_t size) {
  const volatile unsigned char *these = a, *those = b;
  unsigned char difference = 0;
  for (size_t i = 0; i < size; ++i) difference |= these[i] ^ those[i];
  return difference;
}

void OPENSSL_cleanse(void *secret, size_t size) {
  volatile unsigned char *bytes = secret;
  while (size-- > 0) *bytes++ = 0;
}

int OPENSSL_init_crypto(uint64_t options, const OPENSSL_INIT_SETTINGS *settings) {
  (void)options;
  (void)settings;
  return 1;
}

/* Nothing here allocates but EVP_MD_CTX_new, whose result is checked. */
int CRYPTO_set_mem_functions(CRYPTO_malloc_fn allocate, CRYPTO_realloc_fn reallocate, CRYPTO_free_fn release) {
  (void)allocate;
  (void)reallocate;
  (void)release;
  return 1;
}

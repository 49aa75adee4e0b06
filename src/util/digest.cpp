#include "wasmpair/digest.h"

#include <openssl/evp.h>

#include "util/hex.h"
#include "util/openssl_digest.h"

namespace wasmpair {
namespace {

void compute(const EVP_MD* algorithm, ByteView content, std::uint8_t* out) {
  initialize_openssl();
  if (EVP_Digest(content.data(), content.size(), out, nullptr, algorithm, nullptr) != 1) fail_digest();
}

std::string encode_base64(ByteView bytes) {
  Bytes encoded((bytes.size() + 2) / 3 * 4 + 1);  // and a NUL
  EVP_EncodeBlock(encoded.data(), bytes.data(), static_cast<int>(bytes.size()));
  return {encoded.begin(), encoded.end() - 1};
}

}  // namespace

std::string Sha256::hex() const { return to_hex(bytes); }

std::string Sha256::base64() const { return encode_base64(bytes); }

Sha256 sha256(ByteView content) {
  Sha256 digest;
  compute(EVP_sha256(), content, digest.bytes.data());
  return digest;
}

std::optional<Sha256> parse_sha256(std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  Sha256 digest;
  if (text.size() != 2 * digest.bytes.size() || text.find_first_not_of(digits) != std::string_view::npos)
    return std::nullopt;
  for (std::size_t i = 0; i < digest.bytes.size(); ++i)
    digest.bytes[i] = static_cast<std::uint8_t>(digits.find(text[2 * i]) << 4 | digits.find(text[2 * i + 1]));
  return digest;
}

std::string integrity(ByteView content) {
  std::array<std::uint8_t, 48> digest{};
  compute(EVP_sha384(), content, digest.data());
  return "sha384-" + encode_base64(digest);
}

}  // namespace wasmpair

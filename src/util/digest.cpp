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

}  // namespace

std::string Sha256::hex() const { return to_hex(bytes); }

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
  std::string base64(64, '\0');  // 48 bytes are exactly 64 base64 digits, without padding
  std::array<std::uint8_t, 65> encoded{};
  EVP_EncodeBlock(encoded.data(), digest.data(), static_cast<int>(digest.size()));
  base64.assign(encoded.begin(), encoded.end() - 1);
  return "sha384-" + base64;
}

}  // namespace wasmpair

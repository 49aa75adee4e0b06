#include "encode/known_integrity.h"

#include <string_view>

#include "util/text_bytes.h"

namespace wasmpair {
namespace {

constexpr std::string_view prefix = "sha384-";
constexpr std::size_t integrity_bytes = prefix.size() + 64;  // base64 of 48 bytes

/// SHA-256 over "wasmpair integrity 1\\0" and the content's digest, which differs from the key of every encoding.
Sha256 integrity_key(const Sha256& digest) {
  constexpr std::string_view tag{"wasmpair integrity 1\0", 21};
  Bytes message(tag.begin(), tag.end());
  message.insert(message.end(), digest.bytes.begin(), digest.bytes.end());
  return sha256(message);
}

}  // namespace

std::string known_integrity(ByteView content, const Sha256& digest, const Cache* cache) {
  if (cache == nullptr || !cache->seals()) return integrity(content);
  const Sha256 key = integrity_key(digest);
  const std::optional<CacheEntry> entry = cache->load(key, integrity_bytes);
  if (entry && entry->trust == Trust::Sealed) return std::string(text_of(entry->content));
  std::string computed = integrity(content);
  cache->store(key, bytes_of(computed), sha256(bytes_of(computed)));
  return computed;
}

}  // namespace wasmpair

#include "encode/cache_seal.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "util/atomic_file.h"
#include "util/directory.h"
#include "util/files.h"
#include "util/openssl_digest.h"
#include "util/platform/access.h"
#include "util/platform/file_status.h"
#include "util/platform/file_system.h"
#include "util/platform/random.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

constexpr const char* file_name = "cache-key";

/// The key in a file that only this user can read.
std::optional<SealKey> read_key(FileHandle directory) {
  const Descriptor file = platform::open_to_read_in(directory, file_name);
  if (!file || !platform::is_private(file.get())) return std::nullopt;
  const std::optional<FileStatus> status = platform::status_of(file.get());
  if (!status || status->kind != FileKind::Regular) return std::nullopt;
  SealKey key{};
  if (status->bytes != key.size() || read_up_to(file.get(), key) != key.size()) return std::nullopt;
  return key;
}

/// Two runs that do this at once both succeed; what the earlier one seals is decoded again.
SealKey create_key(FileHandle directory, const std::string& shown) {
  SealKey key{};
  platform::fill_with_random(key);
  AtomicFile file(directory, file_name, shown, Access::OwnerOnly);
  file.write(key);
  file.commit(Durability::Unsynced);  // after a power cut, a new key is made
  return key;
}

}  // namespace

Sha256 seal(const SealKey& key, ByteView message) {
  Sha256 result;
  if (HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), message.data(), message.size(), result.bytes.data(),
           nullptr) == nullptr)
    fail_digest();
  return result;
}

bool equal_seals(const Sha256& a, const Sha256& b) {
  return CRYPTO_memcmp(a.bytes.data(), b.bytes.data(), a.bytes.size()) == 0;
}

std::optional<SealKey> load_seal_key(const std::string& directory) {
  if (directory.empty()) return std::nullopt;
  try {
    const Descriptor opened = open_or_create_directory(directory, Access::OwnerOnly);
    if (!platform::is_writable_by_owner_only(opened.get())) return std::nullopt;
    if (const std::optional<SealKey> key = read_key(opened.get())) return key;
    return create_key(opened.get(), directory + "/" + file_name);
  } catch (const Error&) {
    return std::nullopt;  // every hit is decoded instead
  }
}

}  // namespace wasmpair

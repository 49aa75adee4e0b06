#include "encode/cache_seal.h"

#include <fcntl.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "util/atomic_file.h"
#include "util/directory.h"
#include "util/files.h"
#include "util/openssl_digest.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

constexpr const char* file_name = "cache-key";

constexpr mode_t access_of_others = 077;

/// The key in a file that only this user can read.
std::optional<SealKey> read_key(int directory) {
  const Descriptor file(::openat(directory, file_name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  struct stat status {};
  if (!file || ::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  if (status.st_uid != ::geteuid() || (status.st_mode & access_of_others) != 0) return std::nullopt;
  SealKey key{};
  if (status.st_size != static_cast<off_t>(key.size()) || read_up_to(file.get(), key) != key.size())
    return std::nullopt;
  return key;
}

/// Two runs that do this at once both succeed; what the earlier one seals is decoded again.
SealKey create_key(int directory, const std::string& shown) {
  SealKey key{};
  while (::getrandom(key.data(), key.size(), 0) != static_cast<ssize_t>(key.size())) {
  }
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
    if (!is_writable_by_owner_only(opened.get())) return std::nullopt;
    if (const std::optional<SealKey> key = read_key(opened.get())) return key;
    return create_key(opened.get(), directory + "/" + file_name);
  } catch (const Error&) {
    return std::nullopt;  // every hit is decoded instead
  }
}

}  // namespace wasmpair

#include "util/platform/access.h"

#include <cstddef>
#include <vector>

#include "util/platform/windows.h"
// After winsock2.h.
#include <aclapi.h>

namespace wasmpair::platform {
namespace {

constexpr ACCESS_MASK writing = FILE_WRITE_DATA | FILE_APPEND_DATA | FILE_DELETE_CHILD | DELETE | WRITE_DAC |
                                WRITE_OWNER | GENERIC_WRITE | GENERIC_ALL;
constexpr ACCESS_MASK reading = FILE_READ_DATA | GENERIC_READ;

/// The owner and the rights that a file has.
struct Security {
  explicit Security(FileHandle opened) {
    if (::GetSecurityInfo(native(opened), SE_FILE_OBJECT, OWNER_SECURITY_INFORMATION | DACL_SECURITY_INFORMATION,
                          &owner, nullptr, &rights, nullptr, &descriptor) != ERROR_SUCCESS)
      descriptor = nullptr;
  }
  ~Security() {
    if (descriptor != nullptr) ::LocalFree(descriptor);
  }
  Security(const Security&) = delete;
  Security& operator=(const Security&) = delete;

  PSID owner = nullptr;
  PACL rights = nullptr;
  PSECURITY_DESCRIPTOR descriptor = nullptr;
};

/// This process's user, as the token names it.
class User {
 public:
  User() {
    HANDLE opened = nullptr;
    if (::OpenProcessToken(::GetCurrentProcess(), TOKEN_QUERY, &opened) == 0) return;
    const Descriptor token(handle_from(opened));
    DWORD bytes = 0;
    ::GetTokenInformation(opened, TokenUser, nullptr, 0, &bytes);
    buffer_.resize(bytes);
    if (::GetTokenInformation(opened, TokenUser, buffer_.data(), bytes, &bytes) == 0) buffer_.clear();
  }

  bool is(PSID identifier) const {
    if (buffer_.empty() || identifier == nullptr) return false;
    return ::EqualSid(reinterpret_cast<const TOKEN_USER*>(buffer_.data())->User.Sid, identifier) != 0;
  }

 private:
  std::vector<std::byte> buffer_;
};

/// Administrators and the system can do everything anyway; the creator is the owner.
bool is_trusted(PSID identifier) {
  return ::IsWellKnownSid(identifier, WinBuiltinAdministratorsSid) != 0 ||
         ::IsWellKnownSid(identifier, WinLocalSystemSid) != 0 ||
         ::IsWellKnownSid(identifier, WinCreatorOwnerSid) != 0 ||
         ::IsWellKnownSid(identifier, WinCreatorOwnerRightsSid) != 0;
}

/// True if it belongs to this user, and others have none of these rights.
bool is_ours_without(FileHandle opened, ACCESS_MASK refused) {
  const Security security(opened);
  const User user;
  if (security.descriptor == nullptr) return false;
  // What an elevated process creates belongs to the administrators.
  if (!user.is(security.owner) && ::IsWellKnownSid(security.owner, WinBuiltinAdministratorsSid) == 0) return false;
  if (refused == 0) return true;
  if (security.rights == nullptr) return false;  // everybody has every right
  for (DWORD i = 0; i < security.rights->AceCount; ++i) {
    void* entry = nullptr;
    if (::GetAce(security.rights, i, &entry) == 0) return false;
    const auto* header = static_cast<const ACE_HEADER*>(entry);
    if (header->AceType == ACCESS_DENIED_ACE_TYPE) continue;
    if (header->AceType != ACCESS_ALLOWED_ACE_TYPE) return false;
    auto* allowed = static_cast<ACCESS_ALLOWED_ACE*>(entry);
    PSID identifier = &allowed->SidStart;
    if ((allowed->Mask & refused) != 0 && !user.is(identifier) && !is_trusted(identifier)) return false;
  }
  return true;
}

}  // namespace

bool is_owned_by_user(FileHandle opened) { return is_ours_without(opened, 0); }
bool is_writable_by_owner_only(FileHandle opened) { return is_ours_without(opened, writing); }
bool is_private(FileHandle opened) { return is_ours_without(opened, writing | reading); }

}  // namespace wasmpair::platform

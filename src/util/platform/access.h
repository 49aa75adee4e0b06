// Who may use files and directories.
#pragma once

#include "util/platform/descriptor.h"

namespace wasmpair {

/// Who may use a new file or directory.
enum class Access {
  Umask,      ///< Whoever the umask admits; on Windows, whoever may use the directory that it is in.
  OwnerOnly,  ///< This user alone.
};

namespace platform {

/// True if an open file or directory belongs to this user.
bool is_owned_by_user(FileHandle opened);

/// True if it belongs to this user, and neither its group nor others may write to it.
bool is_writable_by_owner_only(FileHandle opened);

/// True if it belongs to this user, and neither its group nor others have any access to it.
bool is_private(FileHandle opened);

}  // namespace platform
}  // namespace wasmpair

// Who may use a new file or directory.
#pragma once

#include <sys/types.h>

namespace wasmpair {

enum class Access {
  Umask,      ///< Whoever the umask admits.
  OwnerOnly,  ///< This user alone.
};

constexpr mode_t file_mode(Access access) { return access == Access::OwnerOnly ? 0600 : 0666; }
constexpr mode_t directory_mode(Access access) { return access == Access::OwnerOnly ? 0700 : 0777; }

}  // namespace wasmpair

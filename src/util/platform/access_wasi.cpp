#include "util/platform/access.h"

#include "util/platform/host_wasi.h"
#include "util/platform/posix.h"

namespace wasmpair::platform {
namespace {

bool is_ours_without(FileHandle opened, std::uint32_t refused) {
  const std::uint32_t access = host::wasmpair_access_of(descriptor_of(opened));
  return (access & host::owned_by_user) != 0 && (access & refused) == 0;
}

}  // namespace

bool is_owned_by_user(FileHandle opened) { return is_ours_without(opened, 0); }
bool is_writable_by_owner_only(FileHandle opened) { return is_ours_without(opened, host::writable_by_others); }
bool is_private(FileHandle opened) { return is_ours_without(opened, host::accessible_by_others); }

}  // namespace wasmpair::platform

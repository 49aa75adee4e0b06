#include "util/platform/access.h"

#include <unistd.h>

#include "util/platform/posix.h"

namespace wasmpair::platform {
namespace {

constexpr mode_t writable_by_others = S_IWGRP | S_IWOTH;
constexpr mode_t access_of_others = S_IRWXG | S_IRWXO;

/// True if it belongs to this user, and its mode has none of these bits.
bool is_ours_without(FileHandle opened, mode_t refused) {
  struct stat status {};
  return ::fstat(descriptor_of(opened), &status) == 0 && status.st_uid == ::geteuid() &&
         (status.st_mode & refused) == 0;
}

}  // namespace

bool is_owned_by_user(FileHandle opened) { return is_ours_without(opened, 0); }
bool is_writable_by_owner_only(FileHandle opened) { return is_ours_without(opened, writable_by_others); }
bool is_private(FileHandle opened) { return is_ours_without(opened, access_of_others); }

}  // namespace wasmpair::platform

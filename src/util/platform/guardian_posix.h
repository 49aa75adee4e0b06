// What guardians need from each POSIX system. Called between fork and exec: nothing here allocates or throws.
#pragma once

namespace wasmpair::platform {

/// Closes the descriptors from first to last, of which there may be none.
void close_descriptors(unsigned first, unsigned last);

/// From now on, orphans among this process's descendants become its children, if the system leaves them unburied
/// otherwise.
void adopt_orphans();

/// From now on, this process is killed when its parent ends, if the system can do that. The parent may have ended
/// before: compare getppid(2) afterwards.
void die_with_parent();

}  // namespace wasmpair::platform

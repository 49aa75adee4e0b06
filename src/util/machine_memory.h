// How much memory there is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace wasmpair {

/// Bytes that the processes of this machine may use, or fewer where this one is in a control group with a limit.
std::uint64_t machine_memory();

/// The lowest limit of memory of the control groups that a process is in, and of those above them; nothing if none has
/// one. groups: what /proc/PID/cgroup says. mount: where the groups' files are, such as /sys/fs/cgroup.
/// Both versions (cgroups(7)): memory.max below MOUNT/PATH, memory.limit_in_bytes below MOUNT/memory/PATH.
std::optional<std::uint64_t> memory_limit_of_groups(const std::string& groups, const std::string& mount);

}  // namespace wasmpair

// Limits that Linux sets to the memory of groups of processes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace wasmpair::platform {

/// The lowest memory limit among a process's control groups and their ancestors; nothing if none has a limit. groups:
/// the content of /proc/PID/cgroup. mount: where the control groups are mounted, such as /sys/fs/cgroup.
/// Both versions are supported (cgroups(7)): memory.max below MOUNT/PATH, memory.limit_in_bytes below
/// MOUNT/memory/PATH.
std::optional<std::uint64_t> memory_limit_of_groups(const std::string& groups, const std::string& mount);

}  // namespace wasmpair::platform

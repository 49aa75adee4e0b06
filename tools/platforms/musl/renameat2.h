// renameat2(2), which musl's library has from 1.2.6 on. Included before a source file that calls it.
#pragma once

#include <linux/fs.h>
#include <sys/syscall.h>
#include <unistd.h>

inline int renameat2(int from_directory, const char* from, int to_directory, const char* to, unsigned int flags) {
  return static_cast<int>(::syscall(SYS_renameat2, from_directory, from, to_directory, to, flags));
}

#include "util/platform/advice.h"

#include <algorithm>
#include <array>
#include <cerrno>

#include "util/out_of_memory.h"

namespace wasmpair::platform {
namespace {

struct Advice {
  int error_number;
  std::string_view text;
};

constexpr std::array advices = {
    Advice{ENOSPC, "Free space on its file system, then run again."},
    Advice{EDQUOT, "Your disk quota is exhausted: delete files or request a larger quota, then run again."},
    Advice{EFBIG, "The file-size limit is too low: raise it (ulimit -f), then run again."},
    Advice{EACCES, "Check who may write there: `ls -ld` shows the directory's owner and mode."},
    Advice{EPERM,
           "Check who may write there: `ls -ld` shows owner and mode, `lsattr` shows whether the file is immutable."},
    Advice{EROFS, "The file system is mounted read-only: choose another directory."},
    Advice{ENAMETOOLONG, "Choose a shorter name."},
    Advice{EISDIR, "A directory has that name: move it away, then run again."},
    Advice{ENOTDIR, "Part of the path is a file, not a directory: move it away or choose another directory."},
    Advice{ELOOP, "Symbolic links in the path form a loop: give the path of the directory itself."},
    Advice{ENOENT, "Check the path: a directory in it does not exist or has just been removed."},
    Advice{EIO, "The disk or its connection is failing: check the system log (dmesg) before you rely on it."},
    Advice{ENOMEM, WASMPAIR_OUT_OF_MEMORY_ADVICE},
    Advice{EMFILE, "The limit on open files is too low: raise it (ulimit -n), then run again."},
};

}  // namespace

std::string_view advice_for(int error_number) {
  const auto* advice = std::ranges::find(advices, error_number, &Advice::error_number);
  return advice == advices.end() ? "" : advice->text;
}

}  // namespace wasmpair::platform

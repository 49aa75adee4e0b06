#include "util/system_error.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

namespace wasmpair {
namespace {

struct Advice {
  int error_number;
  std::string_view text;
};

constexpr std::array advices = {
    Advice{ENOSPC, "Free space on its file system, then run again."},
    Advice{EDQUOT, "Your disk quota is used up: delete files or ask for more, then run again."},
    Advice{EFBIG, "The file-size limit is too low: raise it (ulimit -f), then run again."},
    Advice{EACCES, "Check who may write there: ls -ld shows owner and mode of the directory."},
    Advice{EPERM, "Check who may write there: ls -ld shows owner and mode, lsattr shows an immutable file."},
    Advice{EROFS, "The file system is mounted read-only: name a directory elsewhere."},
    Advice{ENAMETOOLONG, "Choose a shorter name."},
    Advice{EISDIR, "A directory has that name: move it away, then run again."},
    Advice{ENOTDIR, "A part of the path is a file, not a directory: move it away or name another directory."},
    Advice{ELOOP, "Symbolic links in the path form a loop: name the directory itself."},
    Advice{ENOENT, "Check the path: a directory in it does not exist, or was removed meanwhile."},
    Advice{EIO, "The disk or the connection to it fails: see the system's log (dmesg) before you trust it again."},
    Advice{EMFILE, "The limit on open files is too low: raise it (ulimit -n), then run again."},
};

}  // namespace

Error system_error(std::string place, std::string_view action, int error_number) {
  const auto* advice = std::ranges::find(advices, error_number, &Advice::error_number);
  return Error(std::move(place), "cannot " + std::string(action) + ": " + std::generic_category().message(error_number),
               advice == advices.end() ? "" : std::string(advice->text));
}

}  // namespace wasmpair

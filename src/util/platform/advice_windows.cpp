#include "util/platform/advice.h"

#include <cerrno>

#include "util/out_of_memory.h"

namespace wasmpair::platform {

std::string_view advice_for(int error_number) {
  switch (error_number) {
    case ENOSPC:
      return "Free space on its drive, then run again.";
    case EACCES:
    case EPERM:
      return "Check who may write there (its properties, Security), and whether it is read-only.";
    case EBUSY:
      return "Another program has it open: close that program, then run again.";
    case EROFS:
      return "The drive is write-protected: choose another directory.";
    case ENAMETOOLONG:
      return "Choose a shorter name.";
    case EINVAL:
      return "Windows does not allow that name: choose one without < > : \" | ? * and other than CON, NUL, AUX, …";
    case ENOTDIR:
      return "Part of the path is a file, not a directory: move it away or choose another directory.";
    case ELOOP:
      return "It is a link: give the path of the file or directory itself.";
    case ENOENT:
      return "Check the path: a directory in it does not exist or has just been removed.";
    case EIO:
      return "The drive or its connection is failing: check it before you rely on it.";
    case ENOMEM:
      return WASMPAIR_OUT_OF_MEMORY_ADVICE;
    default:
      return "";
  }
}

}  // namespace wasmpair::platform

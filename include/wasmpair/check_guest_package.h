// `wasmpair guest --check`: whether the Go package in a directory is the one that this program would write.
#pragma once

#include <string>

#include "wasmpair/finding.h"

namespace wasmpair {

struct CheckGuestPackageReport {
  std::string directory;
  std::string package;  ///< Its name; "" if no file says it.
  std::string guest;    ///< Of the manifest; "" if there is none.
  Findings findings;    ///< Empty: the package is up to date.
};

/// Compares the Go files with those of this program, and the module with the manifest. module_file: of the guest as it
/// was linked, which must be the one that was packed; "": not compared. Writes nothing. Throws Error if the directory
/// or the module cannot be read.
CheckGuestPackageReport check_guest_package(const std::string& directory, const std::string& module_file);

}  // namespace wasmpair

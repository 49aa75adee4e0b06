// `wasmpair check --for wasi`: proves that a module can run as a contained guest of a Go server.
#pragma once

#include <string>

#include "wasmpair/guest.h"
#include "wasmpair/module.h"

namespace wasmpair {

struct CheckGuestRequest {
  std::string module_file;
  GuestOptions options;
};

/// Move it, but do not copy it: the module of a copy would point into the original.
struct CheckGuestReport {
  Bytes content;  ///< The file; module's views point into it.
  Module module;
  GuestProof proof;
};

/// Throws Error if the file cannot be read or is malformed.
CheckGuestReport check_guest(const CheckGuestRequest& request);

}  // namespace wasmpair

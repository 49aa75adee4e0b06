// `wasmpair dev`: builds, packs and serves a Go program again whenever its sources change.
#pragma once

#include <string>
#include <vector>

#include "wasmpair/development.h"
#include "wasmpair/pack.h"
#include "wasmpair/preview.h"

namespace wasmpair {

struct DevRequest {
  std::string package = ".";  ///< One main package, as `go build` names it; relative to the current directory.
  std::vector<std::string> build_flags;  ///< Of `go build`, such as "-tags", "debug".
  std::string server_command;            ///< A shell command that runs beside the preview; "": none.
  PackRequest pack;        ///< Modules, directories and caches are set by dev. A name in modules[0] is used.
  PreviewOptions preview;  ///< The directory is set by dev.
};

/// Serves until SIGINT, SIGTERM, SIGHUP or SIGQUIT; then nothing is left of what it started or wrote. Like serve(), it
/// is meant to be the last call of a program. Throws Error if the package is not a main package, if there is no go
/// command, or if the port cannot be opened. Mistakes in the program are reported to the observer instead, and shown in
/// the page.
void dev(const DevRequest& request, DevObserver& observer);

}  // namespace wasmpair

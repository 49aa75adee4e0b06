// What `wasmpair dev` reports: releases, and what is wrong.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "wasmpair/preview.h"
#include "wasmpair/warning.h"

namespace wasmpair {

/// One thing that is wrong, for the developer.
struct DevProblem {
  std::string place;  ///< "main.go:14:2", relative to the current directory, or ""
  std::string text;   ///< One or more lines, not ours: make it printable.
};

/// What cannot be shown, and why. The last good program is still served.
struct DevFailure {
  std::string title;  ///< "The program does not compile"
  std::vector<DevProblem> problems;
};

/// A new program is served.
struct DevRelease {
  double build_seconds = 0;  ///< Of `go build`; 0 if no source of the program has changed.
  double pack_seconds = 0;
  double seconds = 0;              ///< From the last save, or the start, until it is served.
  std::uint64_t module_bytes = 0;  ///< As linked.
  std::uint64_t download = 0;      ///< Bytes of the smallest encoding of the packed module.
  std::vector<Warning> warnings;   ///< Of pack.
};

/// Receives what happens, in the thread that calls dev().
class DevObserver : public PreviewObserver {
 public:
  /// Files were saved, created or removed: a build follows. Paths, relative to the current directory if they are in it.
  virtual void changed(const std::vector<std::string>& files) = 0;
  virtual void released(const DevRelease& release) = 0;
  /// A build has succeeded, but its result is what is served already.
  virtual void unchanged() = 0;
  virtual void failed(const DevFailure& failure) = 0;
  /// A line that the server command wrote, without its end.
  virtual void server_wrote(const std::string& line) = 0;
};

}  // namespace wasmpair

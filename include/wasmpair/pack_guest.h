// `wasmpair guest`: prepares a module as a guest of a Go server, and writes the Go package that runs it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "wasmpair/embedding.h"
#include "wasmpair/finding.h"
#include "wasmpair/guest.h"
#include "wasmpair/manifest.h"
#include "wasmpair/progress.h"
#include "wasmpair/rewrite_guest.h"
#include "wasmpair/slim.h"
#include "wasmpair/warning.h"

namespace wasmpair {

/// The name of a method for an entry.
struct EntryMethod {
  std::string entry;
  std::string method;
};

struct PackGuestRequest {
  std::string module_file;
  std::string name;     ///< The guest's name: letters, digits and "_", not starting with a digit.
  std::string out_dir;  ///< Of the Go package.
  std::string package;  ///< Its name: lower-case letters, digits and "_".
  GuestOptions options;
  std::vector<EntryMethod> methods;  ///< Of other entries: their names in Go's spelling.
  Metering metering = Metering::Metered;
  std::int32_t interval = 1'000'000;  ///< Units of work between two calls of sched_yield, at least 1.
  std::int32_t depth_limit = 50'000;  ///< Calls of functions that call others, at a time; at least 1.
  Names names = Names::Drop;
  Embedding embedding = Embedding::Embed;
  unsigned hash_length = 16;        ///< Hex digits of the digest in the module's name: 8 to 64.
  unsigned jobs = 1;                ///< Threads, at least 1; the output does not depend on it.
  std::string cache_directory;      ///< "": no cache.
  std::string cache_key_directory;  ///< As in PackRequest.
  std::string manifest_copy;        ///< A second copy of the manifest, outside the output directory; "": none.
  std::string depfile;              ///< In Make syntax; its target is the stamp, or the manifest without one. "": none.
  std::string stamp;                ///< An empty file that is written last; "": none.
};

struct PackGuestReport {
  std::string module_file;
  Findings findings;                        ///< If not empty, nothing was written.
  ManifestGuest published;                  ///< Empty if there are findings.
  std::vector<CapabilityUse> capabilities;  ///< What the guest could do; their functions are those of a table.
  std::string other_state;                  ///< As in GuestProof.
  std::string package;
  std::string manifest_file;
  std::size_t written = 0;    ///< Files written.
  std::size_t unchanged = 0;  ///< Files that already existed with the same bytes.
  std::vector<Warning> warnings;
  double seconds = 0;  ///< Wall time of the run.
};

/// Prepares the guest: proves that it can be contained, gives it a memory maximum, a meter and a counter of depth, and
/// proves that nothing else changed. Writes the module, the Go package and the manifest as one release. progress may be
/// null. Throws Error if anything cannot be done, also if a file of the package was edited; the previous release is
/// then still the published one.
PackGuestReport pack_guest(const PackGuestRequest& request, Progress* progress);

/// Writes the package for authors of guests, guest.go, into a directory, which is created if it is absent. Throws Error
/// if the file exists and is not wasmpair's, or cannot be written. Returns its path.
std::string write_guest_sdk(const std::string& directory);

}  // namespace wasmpair

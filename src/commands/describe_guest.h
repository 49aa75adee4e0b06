// A guest in the manifest.
#pragma once

#include "util/input_file.h"
#include "wasmpair/asset.h"
#include "wasmpair/digest.h"
#include "wasmpair/module.h"
#include "wasmpair/pack_guest.h"

namespace wasmpair {

/// A guest that was read and proven. Not copyable: module views source.
struct GuestCandidate {
  InputFile source;  ///< The file as linked.
  Module module;
  GuestProof proof;
};

/// rewritten: the published module, as rewrite_guest made it. Throws Error if an entry cannot become a method.
ManifestGuest describe_guest(const GuestCandidate& guest, const Asset& rewritten, const PackGuestRequest& request);

}  // namespace wasmpair

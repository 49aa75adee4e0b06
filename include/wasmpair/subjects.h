// `wasmpair subjects`: what a release consists of, file by file, for checksums and attestations.
#pragma once

#include <string>
#include <vector>

#include "wasmpair/digest.h"

namespace wasmpair {

/// A file of a release: a subject in the sense of in-toto (Statement v1, ResourceDescriptor: name and digest).
struct Subject {
  std::string name;  ///< File name in the directory of the release.
  Sha256 digest;     ///< Of the file as it lies there.
};

/// Every file that the manifest of the release in a directory lists, and the manifest itself, sorted by name. The files
/// are read. Throws Error if one is missing, or is not what the manifest says: nobody should vouch for it.
std::vector<Subject> subjects(const std::string& directory);

}  // namespace wasmpair

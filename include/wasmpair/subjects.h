// `wasmpair subjects`: the files of a release, for checksums and attestations.
#pragma once

#include <string>
#include <vector>

#include "wasmpair/digest.h"

namespace wasmpair {

/// A file of a release: a subject in the sense of in-toto (Statement v1, ResourceDescriptor: name and digest).
struct Subject {
  std::string name;  ///< File name in the directory of the release.
  Sha256 digest;     ///< Of the file's content.
};

/// The manifest of the release in a directory and every file that it lists, sorted by name. The files are read. Throws
/// Error if one is missing or differs from the manifest, since nobody should vouch for it.
std::vector<Subject> subjects(const std::string& directory);

}  // namespace wasmpair

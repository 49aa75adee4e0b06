// Finds the further files that a release publishes: what --asset names, and what is in its directories.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "wasmpair/warning.h"

namespace wasmpair {

enum class NameKind {
  Hashed,  ///< Published under a name with a hash of its content.
  Stable,  ///< Published under its own name.
};

struct AssetFile {
  std::string name;  ///< "img/logo.png": within its directory, or the file's own name (publish/asset_name.h).
  std::string path;  ///< Where it is read.
  NameKind kind = NameKind::Hashed;
  std::uint64_t bytes = 0;  ///< At least 1, when it was found.
};

struct AssetFiles {
  std::vector<AssetFile> files;          ///< Sorted by name; no two differ in case alone.
  std::vector<std::string> directories;  ///< Those that were listed: a new file in one changes the release.
  std::vector<Warning> warnings;         ///< Hidden files, which are left out.
};

/// assets: files and directories. stable: the names among them that stay as they are. A symbolic link in a directory is
/// followed to a file of that directory. Throws Error for a name that cannot be published, two files of one name, a
/// stable name without a file, what is neither file nor directory, an empty file, a link that leaves its directory, and
/// for more files or bytes than a release may have.
AssetFiles find_asset_files(const std::vector<std::string>& assets, const std::vector<std::string>& stable);

}  // namespace wasmpair

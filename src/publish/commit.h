// Publishes a release into a directory: assets, then pages, then the manifest, whose rename is the commit.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "wasmpair/bytes.h"

namespace wasmpair {

/// A file to publish; path is a file name within the output directory.
struct OutputFile {
  std::string path;
  ByteView content;
};

struct Release {
  std::vector<OutputFile> assets;  ///< Hashed names and their siblings.
  std::vector<OutputFile> pages;   ///< Stable names.
  OutputFile manifest;
};

struct CommitReport {
  std::size_t written = 0;
  std::size_t unchanged = 0;  ///< Already there, byte for byte; not touched.
};

/// Creates out_dir if it is absent and publishes the release. Files of earlier releases stay. Follows no symbolic link,
/// hard link or FIFO in out_dir. Throws Error and leaves the previous release's manifest in force if anything cannot be
/// written.
CommitReport commit(const std::string& out_dir, const Release& release);

}  // namespace wasmpair

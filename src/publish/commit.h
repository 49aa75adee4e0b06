// Publishes a release into a directory. Everything is written under temporary names first; then come the renames:
// assets, pages, and last the manifest, whose rename is the commit.
//
// What holds at every moment, and after a crash or a power cut at any moment:
//   - wasmpair.json is whole, and every file that it lists is there and whole.
//   - A full disk or a missing right shows before the first rename: the directory is then as it was.
//   - Runs that publish into one directory at the same time take turns, so the files are of one run, not a mixture.
// A release made from the same pair at another level has siblings of the same names. Each one is exchanged whole and
// decodes to the same bytes; only its size and digest in the manifest change, with the manifest's rename.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "wasmpair/bytes.h"
#include "wasmpair/progress.h"

namespace wasmpair {

/// A file to publish; path is a file name within the output directory.
struct OutputFile {
  std::string path;
  ByteView content;
};

struct Release {
  std::vector<OutputFile> assets;  ///< Hashed names and their siblings.
  std::vector<OutputFile> pages;   ///< Stable names; their content is sealed (page_seal.h).
  OutputFile manifest;
};

struct CommitReport {
  std::size_t written = 0;
  std::size_t unchanged = 0;      ///< Already there, byte for byte; not touched.
  std::vector<std::string> kept;  ///< Pages that were not written, because somebody wrote or edited what is there.
};

/// Creates out_dir if it is absent and publishes the release. Files of earlier releases stay. Nothing is written
/// outside out_dir, which may itself be a symbolic link; within it, a symbolic link, hard link or FIFO under an asset's
/// name is replaced and never followed. Temporary files that killed runs left there are removed. Throws Error and
/// leaves the previous release in force if anything cannot be written.
/// Waits while another run publishes there; progress is told if it does, and may be null.
CommitReport commit(const std::string& out_dir, const Release& release, Progress* progress);

}  // namespace wasmpair

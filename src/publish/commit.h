// Publishes a release into a directory. Everything is first written under temporary names and flushed to disk, then
// renamed in four steps, each of which is on the disk before the next one begins:
//   1. Assets, and stable names that are new: nothing refers to them yet.
//   2. A manifest of both releases, if pages are to be replaced (transition.h).
//   3. Pages and changed files with stable names; and siblings, if the same pair was encoded at another level.
//   4. The manifest of the new release, whose rename is the commit.
//
// Guarantees at any moment, even after a crash or a power failure:
//   - wasmpair.json is complete, and so is every file that it lists. It lists all that the present pages refer to.
//   - Until step 2 there is the earlier release, after step 4 the new one. Between them, each page is of one of the
//   two.
//   - A full disk or a missing permission is usually detected before the first rename. If steps 2 to 4 fail, they are
//     taken back, on file systems that can exchange two names. Signals wait until they are done.
//   - Success means that all of it is on the disk, also what was found unchanged: an earlier run may have been killed
//     before it flushed anything.
//   - Concurrent runs that publish to one directory wait for each other, so all files come from the same run.
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

/// What happens to a file under a page's name that somebody wrote or edited.
enum class Foreign {
  Keep,    ///< The page is not published.
  Refuse,  ///< Nothing is published: the pages work only together.
};

struct Release {
  std::vector<OutputFile> assets;       ///< Files with hashed names, and their siblings.
  std::vector<OutputFile> pages;        ///< Files with stable names and sealed content (page_seal.h, source_seal.h).
  std::vector<OutputFile> stable = {};  ///< Other files with stable names. The manifest in force knows whose they are.
  OutputFile manifest;
  Foreign foreign = Foreign::Keep;
};

struct CommitReport {
  std::size_t written = 0;
  std::size_t unchanged = 0;      ///< Already published, byte for byte; not touched.
  std::vector<std::string> kept;  ///< Pages that were not written, because somebody wrote or edited the existing ones.
};

/// Creates out_dir if it is absent, and publishes the release. Files of earlier releases are left in place. Nothing is
/// written outside out_dir, which may itself be a symbolic link; within it, a symbolic link, hard link or FIFO under an
/// asset's name is replaced and never followed. A file under a stable name is replaced only if the manifest in force
/// has its digest; otherwise it is somebody's own, and nothing is published. Temporary files of killed runs are
/// removed. Throws Error and leaves the previous release in place if anything cannot be written. Waits while another
/// run publishes to out_dir, and reports that to progress, which may be null.
CommitReport commit(const std::string& out_dir, const Release& release, Progress* progress);

}  // namespace wasmpair

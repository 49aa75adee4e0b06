#include "commands/superseded_sources.h"

#include <algorithm>
#include <boost/filesystem/operations.hpp>

#include "publish/manifest_file.h"
#include "publish/source_seal.h"
#include "util/files.h"
#include "util/text_bytes.h"
#include "wasmpair/error.h"
#include "wasmpair/manifest.h"

namespace wasmpair {
namespace {

constexpr std::size_t source_limit_bytes = 16 << 20;

/// The files of the release in the directory; none if its manifest is absent or damaged.
std::vector<std::string> listed_files(const boost::filesystem::path& directory) {
  const std::string manifest_file = (directory / manifest_name).generic_string();
  if (!is_file(manifest_file)) return {};
  try {
    return read_manifest_file(manifest_file).files;
  } catch (const Error&) {
    return {};
  }
}

bool is_unedited(const std::string& path) {
  return is_file(path) && read_source_seal(text_of(read_file(path, source_limit_bytes))).has_value();
}

}  // namespace

std::vector<std::string> superseded_sources(const std::string& directory, const std::vector<GoFile>& next) {
  const boost::filesystem::path root(directory);
  std::vector<std::string> paths;
  for (const std::string& name : listed_files(root)) {
    const std::string path = (root / name).generic_string();
    const bool is_next = std::ranges::find(next, name, &GoFile::name) != next.end();
    if (name.ends_with(".go") && !is_next && is_unedited(path)) paths.push_back(path);
  }
  return paths;
}

void remove_sources(const std::vector<std::string>& paths) {
  for (const std::string& path : paths) {
    boost::system::error_code error;
    boost::filesystem::remove(path, error);
    if (error)
      throw Error(path, "cannot remove this file of an earlier release: " + error.message(),
                  "Remove it: it would be compiled with the package.");
  }
}

}  // namespace wasmpair

#include "ledger/release_directory.h"

#include <algorithm>
#include <cstdint>

#include <boost/filesystem/path.hpp>

#include "publish/manifest_file.h"
#include "util/files.h"
#include "wasmpair/manifest.h"

namespace wasmpair {

namespace fs = boost::filesystem;

ReleaseDirectory::ReleaseDirectory(const std::string& path)
    : directory_(is_file(path) ? fs::path(path).parent_path().generic_string() : path),
      manifest_(is_file(path) ? path : place_of(manifest_name)) {}

Bytes ReleaseDirectory::read_manifest() const { return read_file(manifest_, manifest_limit); }

std::optional<Bytes> ReleaseDirectory::read(const std::string& name, std::uint64_t limit) const {
  const std::string file = place_of(name);
  if (!is_file(file)) return std::nullopt;
  return read_file(file, static_cast<std::size_t>(std::min<std::uint64_t>(limit, SIZE_MAX)));
}

std::string ReleaseDirectory::place_of(const std::string& name) const {
  return (fs::path(directory_) / name).generic_string();
}

}  // namespace wasmpair

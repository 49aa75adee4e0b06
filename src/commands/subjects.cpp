#include "wasmpair/subjects.h"

#include <algorithm>
#include <boost/filesystem/path.hpp>
#include <map>
#include <set>

#include "publish/manifest_file.h"
#include "util/files.h"
#include "util/text_bytes.h"
#include "wasmpair/error.h"
#include "wasmpair/manifest.h"

namespace wasmpair {
namespace {

/// The digests in the manifest; pages have none, since they may be edited.
std::map<std::string, std::string> digests_in(const Manifest& manifest) {
  std::map<std::string, std::string> digests;
  for (const ManifestFile* file : files_of(manifest)) {
    digests[file->path] = file->sha256;
    for (const ManifestEncoding& encoding : file->encodings) digests[encoding.path] = encoding.sha256;
  }
  return digests;
}

}  // namespace

std::vector<Subject> subjects(const std::string& directory) {
  const boost::filesystem::path root(directory);
  const std::string manifest_path = (root / manifest_name).generic_string();
  const Bytes json = read_file(manifest_path, manifest_limit);
  const Manifest manifest = read_manifest(text_of(json), manifest_path);
  const std::map<std::string, std::string> known = digests_in(manifest);

  std::vector<Subject> subjects{{manifest_name, sha256(json)}};
  // A set, because names in a statement are unique, but a manifest may list one twice.
  for (const std::string& name : std::set<std::string>(manifest.files.begin(), manifest.files.end())) {
    if (name == manifest_name) continue;
    const std::string path = (root / name).generic_string();
    const Sha256 digest = sha256(read_file(path));
    const auto expected = known.find(name);
    if (expected != known.end() && expected->second != digest.hex())
      throw Error(path, "differs from the file in the manifest", "Pack the release again, or copy all of its files.");
    subjects.push_back({name, digest});
  }
  std::ranges::sort(subjects, {}, &Subject::name);
  return subjects;
}

}  // namespace wasmpair

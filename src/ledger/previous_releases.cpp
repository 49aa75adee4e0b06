#include "ledger/previous_releases.h"

#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "publish/ledger_name.h"
#include "util/text_bytes.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

PreviousRelease read_release(Bytes json, const std::string& place) {
  PreviousRelease release{read_manifest(text_of(json), place), std::move(json), {}};
  if (!release.manifest.next.empty()) {
    // A run was killed while it switched to the next release: the one before is what was published last.
    release.manifest.next.clear();
    const std::string published = to_json(release.manifest);
    release.json.assign(published.begin(), published.end());
  }
  release.digest = sha256(release.json);
  return release;
}

/// The names of all files without an encoding, and of the pages.
std::set<std::string_view> names_in(const Manifest& manifest) {
  std::set<std::string_view> names;
  for (const ManifestFile* file : files_of(manifest)) names.insert(file->path);
  for (const ManifestPage& page : manifest.pages) names.insert(page.path);
  return names;
}

}  // namespace

std::vector<PreviousRelease> read_previous_releases(ReleaseSource& source, std::size_t count) {
  std::vector<PreviousRelease> releases;
  releases.push_back(read_release(source.read_manifest(), source.manifest_place()));
  source.locate_files(releases.front().manifest);
  // A copy: the vector grows.
  const std::vector<ManifestPrevious> before = releases.front().manifest.previous;
  for (const ManifestPrevious& entry : before) {
    if (releases.size() == count) break;
    std::optional<Bytes> json = source.read(entry.manifest, manifest_limit);
    if (!json) break;
    const std::string place = source.place_of(entry.manifest);
    if (sha256(*json).hex() != entry.sha256)
      throw Error(place, "is not the manifest that the ledger lists: its digest differs",
                  "Restore it from a backup, or publish a release without --previous, which begins a new ledger.");
    releases.push_back(read_release(std::move(*json), place));
  }
  return releases;
}

std::vector<PreviousRelease> without_same(std::vector<PreviousRelease> releases, const Manifest& next) {
  const std::set<std::string_view> names = names_in(next);
  std::erase_if(releases, [&](const PreviousRelease& release) {
    return release.manifest.base == next.base && names_in(release.manifest) == names;
  });
  return releases;
}

ManifestPrevious reference_to(const PreviousRelease& release) {
  return {ledger_name(release.digest), release.digest.hex()};
}

}  // namespace wasmpair

#include "ledger/release_chain.h"

#include <algorithm>
#include <set>
#include <utility>

#include "publish/existing_file.h"
#include "publish/ledger_name.h"
#include "publish/manifest_file.h"
#include "util/platform/file_status.h"
#include "util/text_bytes.h"
#include "wasmpair/digest.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

constexpr const char* nothing_deleted =
    "Nothing was deleted. Restore the file from a backup, or leave the directory as it is: the next release\nwithout "
    "--previous begins a new ledger.";

std::string place_of(const std::string& shown, const std::string& name) {
  return shown.ends_with('/') ? shown + name : shown + "/" + name;
}

std::time_t published_at(FileHandle directory, const std::string& name) {
  const std::optional<FileStatus> status = platform::status_in(directory, name);
  return status ? static_cast<std::time_t>(std::max(status->modified, status->changed).seconds) : 0;
}

/// The releases of the ledger, read in the order in which their manifests name them.
class ChainReader {
 public:
  ChainReader(FileHandle directory, std::string shown) : directory_(directory), shown_(std::move(shown)) {}

  ReleaseChain read() {
    ReleaseChain chain;
    const Bytes json = read_last();
    chain.last = read_manifest(text_of(json), place_of(shown_, manifest_name));
    if (!chain.last.next.empty())
      throw Error(place_of(shown_, manifest_name), "is of two releases: a run was killed while it switched",
                  "Nothing was deleted. Publish the release again, which completes the switch.");
    chain.last_name = ledger_name(sha256(json));
    const bool is_listed = look_up(directory_, chain.last_name, shown_) == Existing::File;
    chain.published = published_at(directory_, is_listed ? chain.last_name : manifest_name);
    known_.insert(chain.last_name);
    add(chain.last);
    // The list grows: the oldest manifest names even older ones.
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      std::optional<ChainedRelease> release = read_entry(entries_[i]);
      if (!release) {
        if (missing_.empty()) missing_ = entries_[i].manifest;
        continue;
      }
      if (!missing_.empty())
        throw Error(place_of(shown_, missing_),
                    "is missing, although the manifest of an older release is there: " + release->name,
                    nothing_deleted);
      add(release->manifest);
      chain.earlier.push_back(std::move(*release));
    }
    return chain;
  }

 private:
  Bytes read_last() const {
    const std::string place = place_of(shown_, manifest_name);
    std::optional<Bytes> json = read_at_most(directory_, manifest_name, manifest_limit, place);
    if (!json) throw Error(place, "cannot be read as the manifest of a release", "Name the directory of a release.");
    return std::move(*json);
  }

  void add(const Manifest& manifest) {
    for (const ManifestPrevious& entry : manifest.previous)
      if (known_.insert(entry.manifest).second) entries_.push_back(entry);
    if (entries_.size() > chain_limit) throw Error(shown_, "has a ledger of too many releases", "Nothing was deleted.");
  }

  /// Nothing if the file is absent.
  std::optional<ChainedRelease> read_entry(const ManifestPrevious& entry) const {
    const std::string place = place_of(shown_, entry.manifest);
    if (look_up(directory_, entry.manifest, place) == Existing::Absent) return std::nullopt;
    const std::optional<Bytes> json = read_at_most(directory_, entry.manifest, manifest_limit, place);
    if (!json || sha256(*json).hex() != entry.sha256)
      throw Error(place, "is not the manifest that the ledger lists", nothing_deleted);
    return ChainedRelease{entry.manifest, read_manifest(text_of(*json), place),
                          published_at(directory_, entry.manifest)};
  }

  FileHandle directory_;
  std::string shown_;
  std::vector<ManifestPrevious> entries_;
  std::set<std::string> known_;
  std::string missing_;
};

}  // namespace

ReleaseChain read_release_chain(FileHandle directory, const std::string& shown) {
  return ChainReader(directory, shown).read();
}

}  // namespace wasmpair

#include "publish/transition.h"

#include <algorithm>
#include <map>

#include "publish/manifest_file.h"
#include "publish/stable_file.h"
#include "wasmpair/error.h"
#include "wasmpair/manifest.h"

namespace wasmpair {
namespace {

std::optional<Manifest> read(std::string_view json) {
  try {
    return read_manifest(json, manifest_name);
  } catch (const Error&) {  // not a release, so there is nothing to switch from
    return std::nullopt;
  }
}

using Digests = std::map<std::string_view, std::string_view>;

/// Of the siblings, by path.
Digests siblings_of(const Manifest& manifest) {
  Digests digests;
  for (const ManifestFile* file : files_of(manifest)) {
    for (const ManifestEncoding& encoding : file->encodings) digests[encoding.path] = encoding.sha256;
    for (const ManifestDelta& delta : file->deltas) digests[delta.path] = delta.sha256;
  }
  return digests;
}

std::set<std::string, std::less<>> replaced_siblings(const Manifest& in_force, const Manifest& next) {
  std::set<std::string, std::less<>> replaced;
  const Digests after = siblings_of(next);
  for (const auto& [path, digest] : siblings_of(in_force)) {
    const auto found = after.find(path);
    if (found != after.end() && found->second != digest) replaced.emplace(path);
  }
  return replaced;
}

/// What the earlier release knows of the names of files, for adding those of the next one.
class ListedFiles {
 public:
  explicit ListedFiles(const Manifest& manifest) {
    for (const ManifestFile* file : files_of(manifest)) digests_[file->path].insert(file->sha256);
  }

  /// True for a file that has to be listed, too, which it then is. A hashed name has one content.
  bool add(const ManifestFile& file) {
    const auto [known, is_new] = digests_.try_emplace(file.path);
    const bool is_content_new = known->second.insert(file.sha256).second;
    return is_new || (has_stable_name(file) && is_content_new);
  }

  /// True if the name has other contents, besides this one, that it may have on the disk.
  bool has_others(const ManifestFile& file) const {
    const auto known = digests_.find(file.path);
    return has_stable_name(file) && known != digests_.end() && known->second.size() > 1;
  }

 private:
  std::map<std::string, std::set<std::string>> digests_;
};

/// The file without the siblings that are being replaced.
ManifestFile without(ManifestFile file, const std::set<std::string, std::less<>>& replaced) {
  const auto is_replaced = [&](const auto& sibling) { return replaced.contains(sibling.path); };
  std::erase_if(file.encodings, is_replaced);
  std::erase_if(file.deltas, is_replaced);
  return file;
}

}  // namespace

std::optional<Transition> transition_between(std::string_view in_force, std::string_view next) {
  std::optional<Manifest> both = read(in_force);
  const std::optional<Manifest> after = read(next);
  if (!both || !after) return std::nullopt;
  Transition transition{"", replaced_siblings(*both, *after), both->guests.empty() != after->guests.empty()};

  ListedFiles known(*both);
  std::set<std::string> listed(both->files.begin(), both->files.end());
  bool lists_all = true;
  for (const ManifestFile* file : files_of(*after)) {
    const bool is_missing = known.add(*file);
    if (known.has_others(*file)) transition.replaced.insert(file->path);
    if (!is_missing) continue;
    lists_all = false;
    both->next.push_back(*file);
    listed.insert(file->path);
    for (const ManifestEncoding& encoding : file->encodings) listed.insert(encoding.path);
    for (const ManifestDelta& delta : file->deltas) listed.insert(delta.path);
  }
  if (lists_all && transition.replaced.empty()) return std::nullopt;

  for (ManifestBundle& bundle : both->bundles) {
    for (ManifestFile* file : {&bundle.wasm, &bundle.shim, &bundle.loader}) *file = without(*file, transition.replaced);
    if (bundle.runner) bundle.runner = without(*bundle.runner, transition.replaced);
  }
  for (ManifestAsset& asset : both->assets) asset.file = without(asset.file, transition.replaced);
  for (ManifestFile& file : both->next) file = without(file, transition.replaced);
  both->files.assign(listed.begin(), listed.end());
  transition.manifest = to_json(*both);
  return transition;
}

std::multimap<std::string, std::string, std::less<>> stable_files_in(std::string_view manifest) {
  std::multimap<std::string, std::string, std::less<>> files;
  const std::optional<Manifest> known = read(manifest);
  if (!known) return files;
  for (const ManifestFile* file : files_of(*known))
    if (has_stable_name(*file)) files.emplace(file->path, file->sha256);
  return files;
}

}  // namespace wasmpair

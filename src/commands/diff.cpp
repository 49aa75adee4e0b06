#include "wasmpair/diff.h"

#include <algorithm>
#include <map>
#include <set>

#include "encode/codings.h"
#include "publish/transfer_size.h"

namespace wasmpair {
namespace {

using FilePointers = std::vector<const ManifestFile*>;

FilePointers files_of(const ManifestBundle* bundle) {
  if (bundle == nullptr) return {};
  return {&bundle->wasm, &bundle->shim, &bundle->loader};
}

std::optional<std::uint64_t> download_of(const ManifestBundle* bundle) {
  if (bundle == nullptr) return std::nullopt;
  std::uint64_t sum = 0;
  for (const ManifestFile* file : files_of(bundle)) sum += transfer_bytes(*file);
  return sum;
}

/// The files of every bundle: bundles share the loader.
std::set<std::string_view> paths_in(const Manifest& manifest) {
  std::set<std::string_view> paths;
  for (const ManifestBundle& bundle : manifest.bundles)
    for (const ManifestFile* file : files_of(&bundle)) paths.insert(file->path);
  return paths;
}

/// Names carry a hash of the content: a file whose name is unchanged is in the visitor's cache.
std::uint64_t update_of(const std::set<std::string_view>& cached, const ManifestBundle* after) {
  std::uint64_t sum = 0;
  for (const ManifestFile* file : files_of(after))
    if (cached.count(file->path) == 0) sum += transfer_bytes(*file);
  return sum;
}

/// The smallest delta of the module from the earlier one.
std::optional<std::uint64_t> delta_between(const ManifestBundle* before, const ManifestBundle* after) {
  std::optional<std::uint64_t> smallest;
  if (before == nullptr || after == nullptr || before->wasm.path == after->wasm.path) return smallest;
  for (const ManifestDelta& delta : after->wasm.deltas)
    if (delta.from.sha256 == before->wasm.sha256 && (!smallest || delta.bytes < *smallest)) smallest = delta.bytes;
  return smallest;
}

std::optional<std::uint64_t> delta_update_of(const ManifestBundle* before, const ManifestBundle* after,
                                             std::uint64_t update) {
  const std::optional<std::uint64_t> delta = delta_between(before, after);
  if (!delta) return std::nullopt;
  return update - transfer_bytes(after->wasm) + *delta;
}

std::optional<std::uint64_t> size_in(const ManifestBundle* bundle, std::string_view coding) {
  if (bundle == nullptr) return std::nullopt;
  const auto& encodings = bundle->wasm.encodings;
  const auto found = std::ranges::find(encodings, coding, &ManifestEncoding::encoding);
  return found == encodings.end() ? std::nullopt : std::optional(found->bytes);
}

std::vector<SizeChange> module_sizes(const ManifestBundle* before, const ManifestBundle* after) {
  const auto of = [](const ManifestBundle* bundle, auto size) {
    return bundle == nullptr ? std::nullopt : std::optional<std::uint64_t>(size(*bundle));
  };
  const auto linked = [](const ManifestBundle& bundle) { return bundle.source_bytes; };
  const auto published = [](const ManifestBundle& bundle) { return bundle.wasm.bytes; };
  std::vector<SizeChange> sizes{{"as linked", of(before, linked), of(after, linked)},
                                {"identity", of(before, published), of(after, published)}};
  for (const CodingInfo& coding : codings()) {
    SizeChange change{std::string(coding.token), size_in(before, coding.token), size_in(after, coding.token)};
    if (change.before || change.after) sizes.push_back(std::move(change));
  }
  return sizes;
}

BundleChange change_of(const ManifestBundle* before, const ManifestBundle* after) {
  if (before == nullptr) return BundleChange::Added;
  if (after == nullptr) return BundleChange::Removed;
  return before->pair == after->pair ? BundleChange::Unchanged : BundleChange::Changed;
}

BundleDifference compare_bundles(const std::string& name, const ManifestBundle* before, const ManifestBundle* after,
                                 const std::set<std::string_view>& cached) {
  const std::uint64_t update = update_of(cached, after);
  return {name,
          change_of(before, after),
          before == nullptr ? "" : before->go_version,
          after == nullptr ? "" : after->go_version,
          module_sizes(before, after),
          {"download", download_of(before), download_of(after)},
          update,
          delta_update_of(before, after, update)};
}

AssetDifference compare_assets(const std::string& name, const ManifestFile* before, const ManifestFile* after) {
  const auto size_of = [](const ManifestFile* file) {
    return file == nullptr ? std::nullopt : std::optional(transfer_bytes(*file));
  };
  const BundleChange change = before == nullptr                 ? BundleChange::Added
                              : after == nullptr                ? BundleChange::Removed
                              : before->sha256 == after->sha256 ? BundleChange::Unchanged
                                                                : BundleChange::Changed;
  return {name, change, {"download", size_of(before), size_of(after)}};
}

/// A part of both releases; null where one has none.
template <typename Part>
struct Both {
  const Part* before = nullptr;
  const Part* after = nullptr;
};

}  // namespace

const char* name(BundleChange change) {
  switch (change) {
    case BundleChange::Added:
      return "added";
    case BundleChange::Removed:
      return "removed";
    case BundleChange::Changed:
      return "changed";
    case BundleChange::Unchanged:
      break;
  }
  return "unchanged";
}

ReleaseDifference compare(const Manifest& before, const Manifest& after) {
  std::map<std::string, Both<ManifestBundle>> bundles;
  for (const ManifestBundle& bundle : before.bundles) bundles[bundle.name].before = &bundle;
  for (const ManifestBundle& bundle : after.bundles) bundles[bundle.name].after = &bundle;
  const std::set<std::string_view> cached = paths_in(before);
  ReleaseDifference difference;
  for (const auto& [name, both] : bundles)
    difference.bundles.push_back(compare_bundles(name, both.before, both.after, cached));
  std::map<std::string, Both<ManifestFile>> assets;
  for (const ManifestAsset& asset : before.assets) assets[asset.name].before = &asset.file;
  for (const ManifestAsset& asset : after.assets) assets[asset.name].after = &asset.file;
  for (const auto& [name, both] : assets) difference.assets.push_back(compare_assets(name, both.before, both.after));
  return difference;
}

}  // namespace wasmpair

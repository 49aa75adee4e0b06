#include "ledger/prune_plan.h"

#include <algorithm>

#include "publish/asset_name.h"
#include "publish/manifest_file.h"

namespace wasmpair {
namespace {

/// Everything that the release lists.
std::set<std::string> names_in(const Manifest& manifest) {
  std::set<std::string> names(manifest.files.begin(), manifest.files.end());
  for (const ManifestPage& page : manifest.pages) names.insert(page.path);
  for (const ManifestFile* file : files_of(manifest)) {
    names.insert(file->path);
    for (const ManifestEncoding& encoding : file->encodings) names.insert(encoding.path);
    for (const ManifestDelta& delta : file->deltas) names.insert(delta.path);
  }
  return names;
}

/// The names of a file and its siblings, if they are hashed: no other name is ever deleted.
std::vector<std::string> hashed_names_of(const ManifestFile& file) {
  if (!looks_hashed(file.path)) return {};
  std::vector<std::string> names{file.path};
  const auto add = [&](const std::string& sibling) {
    if (sibling.starts_with(file.path + ".")) names.push_back(sibling);
  };
  for (const ManifestEncoding& encoding : file.encodings) add(encoding.path);
  for (const ManifestDelta& delta : file.deltas) add(delta.path);
  return names;
}

/// True if the release before was in use at `published`, its successor's time, and that is long enough ago.
bool is_old_enough(std::time_t published, std::chrono::seconds min_age, std::time_t now) {
  return published <= now && now - published >= min_age.count();
}

/// How many releases stay: all up to the last one that may not be dropped, so that the chain has no gap.
std::size_t count_kept(const ReleaseChain& chain, std::size_t keep, std::chrono::seconds min_age, std::time_t now) {
  std::size_t kept = std::min(keep, chain.earlier.size());
  for (std::size_t i = kept; i < chain.earlier.size(); ++i) {
    const std::time_t succeeded = i == 0 ? chain.published : chain.earlier[i - 1].published;
    if (!is_old_enough(succeeded, min_age, now)) kept = i + 1;
  }
  return kept;
}

}  // namespace

PrunePlan plan_pruning(const ReleaseChain& chain, std::size_t keep, std::chrono::seconds min_age, std::time_t now) {
  PrunePlan plan;
  plan.kept = count_kept(chain, keep, min_age, now);
  plan.too_young = plan.kept - std::min(keep, chain.earlier.size());
  std::set<std::string> needed = names_in(chain.last);
  needed.insert({manifest_name, chain.last_name});
  for (std::size_t i = 0; i < plan.kept; ++i) {
    needed.merge(names_in(chain.earlier[i].manifest));
    needed.insert(chain.earlier[i].name);
  }
  plan.known = needed;
  for (std::size_t i = plan.kept; i < chain.earlier.size(); ++i) {
    const ChainedRelease& release = chain.earlier[i];
    DroppedRelease dropped{{}, release.name};
    for (const ManifestFile* file : files_of(release.manifest))
      for (const std::string& name : hashed_names_of(*file))
        if (needed.insert(name).second) dropped.files.push_back(name);
    std::ranges::sort(dropped.files);
    plan.known.merge(names_in(release.manifest));
    plan.known.insert(release.name);
    plan.dropped.insert(plan.dropped.begin(), std::move(dropped));
  }
  return plan;
}

}  // namespace wasmpair

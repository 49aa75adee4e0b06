#include "commands/describe.h"

#include <algorithm>

#include "encode/codings.h"
#include "encode/delta.h"
#include "http/percent_encoding.h"
#include "publish/cache_policy.h"

namespace wasmpair {
namespace {

ManifestBundle describe_bundle(const Pair& pair, const BundleAssets& assets, const ManifestFile& loader,
                               const std::optional<ManifestFile>& runner, const std::string& base) {
  const Candidate& candidate = *pair.candidate;
  return {candidate.request.name,
          pair.digest.pair.hex(),
          candidate.module.go_version ? candidate.module.go_version->text : "",
          candidate.source.content().size(),
          candidate.source_digest.get().digest().hex(),
          describe_file(assets.wasm, base),
          describe_file(assets.shim, base),
          loader,
          runner};
}

const char* cache_control_of(const FurtherAsset& further) {
  return further.file->kind == NameKind::Stable ? always_revalidate : cache_forever;
}

std::vector<std::string> list_files(const ReleaseAssets& assets, const std::vector<ManifestPage>& pages) {
  std::vector<std::string> files;
  for (const ManifestPage& page : pages) files.push_back(page.path);
  for (const Asset* asset : all_of(assets)) {
    files.push_back(asset->path);
    for (const Encoding& encoding : asset->encodings)
      files.push_back(asset->path + std::string(info(encoding.coding).extension));
    for (const PublishedDelta& delta : asset->deltas) files.push_back(delta.path);
  }
  std::ranges::sort(files);
  // One module under two names has a single shim, and two assets may be equal.
  files.erase(std::unique(files.begin(), files.end()), files.end());
  return files;
}

}  // namespace

ManifestFile describe_file(const Asset& asset, const std::string& base, const char* cache_control) {
  ManifestFile file{asset.path,         base + percent_encode(asset.path),
                    asset.type,         asset.content.size(),
                    asset.digest.hex(), asset.integrity,
                    cache_control,      {}};
  for (const Encoding& encoding : asset.encodings) {
    const CodingInfo& coding = info(encoding.coding);
    file.encodings.push_back({std::string(coding.token), asset.path + std::string(coding.extension),
                              encoding.content.size(), encoding.digest.hex()});
  }
  file.dictionary_match = asset.dictionary_match;
  for (const PublishedDelta& published : asset.deltas) {
    const Delta& delta = published.delta;
    file.deltas.push_back({std::string(delta_info(delta.coding).token), published.path, delta.content.size(),
                           delta.digest.hex(), published.from});
  }
  return file;
}

Manifest describe(const std::vector<Pair>& pairs, const ReleaseAssets& assets, std::vector<ManifestPage> pages,
                  const std::string& base) {
  std::vector<std::string> files = list_files(assets, pages);
  Manifest manifest{WASMPAIR_VERSION, base, {}, std::move(pages), std::move(files)};
  const ManifestFile loader = describe_file(assets.loader, base);
  std::optional<ManifestFile> runner;
  if (assets.runner) runner = describe_file(*assets.runner, base);
  for (std::size_t i = 0; i < pairs.size(); ++i)
    manifest.bundles.push_back(describe_bundle(pairs[i], assets.bundles[i], loader, runner, base));
  for (const FurtherAsset& further : assets.further)
    manifest.assets.push_back({further.file->name, describe_file(further.asset, base, cache_control_of(further))});
  return manifest;
}

}  // namespace wasmpair

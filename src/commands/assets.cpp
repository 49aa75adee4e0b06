#include "commands/assets.h"

#include <fmt/format.h>

#include <future>
#include <map>
#include <span>

#include "commands/deltas.h"
#include "encode/codings.h"
#include "encode/encode.h"
#include "encode/known_integrity.h"
#include "publish/asset_name.h"
#include "publish/dictionary_names.h"
#include "publish/file_type.h"
#include "publish/manifest_file.h"
#include "util/ascii.h"
#include "util/in_background.h"
#include "util/text_bytes.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

constexpr const char* script_type = "text/javascript";  // RFC 9239

Asset name_script(std::string_view name, std::string_view script, unsigned hash_length) {
  const ByteView content = bytes_of(script);
  const Sha256 digest = sha256(content);
  return {fmt::format("{}.{}.js", name, digest.hex().substr(0, hash_length)), script_type, content, digest, "", {}};
}

BundleAssets name_pair(const Pair& pair, unsigned hash_length) {
  const std::string hash = pair.digest.pair.hex().substr(0, hash_length);
  const ByteView shim = pair.candidate->toolchain.shim.content;
  return {{fmt::format("{}.{}.wasm", pair.candidate->request.name, hash),
           "application/wasm",
           pair.slimmed.content,
           pair.digest.module,
           "",
           {}},
          {fmt::format("wasm_exec.{}.js", hash), script_type, shim, pair.digest.shim, "", {}}};
}

FurtherAsset name_further(const AssetSource& source, unsigned hash_length) {
  const AssetFile& file = source.file;
  const ByteView content = source.input.content();
  const Sha256 digest = sha256(content);
  const std::string path =
      file.kind == NameKind::Stable ? file.name : hashed_name(file.name, digest.hex().substr(0, hash_length));
  return {&file, {path, std::string(file_type(file.name).media_type), content, digest, "", {}}};
}

template <typename AssetPointer, typename Assets>
std::vector<AssetPointer> list(Assets& assets) {
  std::vector<AssetPointer> all;
  for (auto& bundle : assets.bundles) {
    all.push_back(&bundle.wasm);
    all.push_back(&bundle.shim);
  }
  all.push_back(&assets.loader);
  if (assets.runner) all.push_back(&*assets.runner);
  for (auto& further : assets.further) all.push_back(&further.asset);
  return all;
}

/// Among all assets, of the module of that bundle.
std::size_t index_of_module(std::size_t bundle) { return 2 * bundle; }

/// Those to encode: not what is compressed already, and nothing with a stable name, because a file and its siblings
/// cannot be replaced at once.
std::vector<Asset*> encodable(ReleaseAssets& assets) {
  std::vector<Asset*> all = all_of(assets);
  all.resize(all.size() - assets.further.size());
  for (FurtherAsset& further : assets.further)
    if (further.file->kind == NameKind::Hashed && file_type(further.file->name).compression == Compression::Worthwhile)
      all.push_back(&further.asset);
  return all;
}

/// The names that an asset may have in a directory: its own, and those of its siblings.
std::vector<std::string> names_of(const Asset& asset) {
  std::vector<std::string> names{asset.path};
  for (const CodingInfo& coding : codings()) names.push_back(asset.path + std::string(coding.extension));
  return names;
}

}  // namespace

std::vector<AssetSource> read_asset_files(const std::vector<AssetFile>& files) {
  std::vector<AssetSource> sources;
  for (const AssetFile& file : files) {
    sources.push_back({file, InputFile(file.path)});
    // Limits were checked for the size that it had.
    if (sources.back().input.content().size() != file.bytes)
      throw Error(file.path, "it changed while it was packed", "Run again when nothing writes to it.");
  }
  return sources;
}

ReleaseAssets name_assets(const std::vector<Pair>& pairs, const Scripts& scripts, const std::vector<AssetSource>& files,
                          unsigned hash_length) {
  ReleaseAssets assets;
  for (const Pair& pair : pairs) assets.bundles.push_back(name_pair(pair, hash_length));
  assets.loader = name_script("loader", scripts.loader, hash_length);
  if (!scripts.runner.empty()) assets.runner = name_script("runner", scripts.runner, hash_length);
  for (const AssetSource& file : files) assets.further.push_back(name_further(file, hash_length));
  return assets;
}

void offer_dictionaries(ReleaseAssets& assets, const std::vector<Pair>& pairs) {
  for (std::size_t i = 0; i < pairs.size(); ++i)
    assets.bundles[i].wasm.dictionary_match = dictionary_match(pairs[i].candidate->request.name);
}

void expect_own_names(const ReleaseAssets& assets, const std::vector<ManifestPage>& pages) {
  if (assets.further.empty()) return;
  std::map<std::string, const Asset*> taken{{lower_case(manifest_name), nullptr}};
  for (const ManifestPage& page : pages) taken.emplace(lower_case(page.path), nullptr);
  const std::vector<const Asset*> all = all_of(assets);
  for (const Asset* asset : std::span(all).first(all.size() - assets.further.size()))
    for (const std::string& name : names_of(*asset)) taken.emplace(lower_case(name), asset);
  for (const FurtherAsset& further : assets.further) {
    for (const std::string& name : names_of(further.asset)) {
      const auto [other, is_new] = taken.try_emplace(lower_case(name), &further.asset);
      // Two files of one content and one published name are a single file.
      const Asset* same = other->second;
      if (!is_new && (same == nullptr || same->path != further.asset.path || same->digest != further.asset.digest))
        throw Error(further.file->path,
                    fmt::format("cannot be published as '{}': another file of the release has this name", name),
                    "Rename it: names must differ by more than case.");
    }
  }
}

std::vector<Asset*> all_of(ReleaseAssets& assets) { return list<Asset*>(assets); }

std::vector<const Asset*> all_of(const ReleaseAssets& assets) { return list<const Asset*>(assets); }

void encode_assets(ReleaseAssets& assets, const std::vector<std::vector<PreviousModule>>& earlier,
                   const PackRequest& request, const Cache* cache, SharedCache* shared_cache, Progress* progress,
                   const std::function<void()>& before_encoding) {
  const std::vector<Asset*> all = all_of(assets);
  std::future<void> integrities = in_background([&all, cache] {
    for (Asset* asset : all) asset->integrity = known_integrity(asset->content, asset->digest, cache);
  });
  const std::vector<Asset*> to_encode = encodable(assets);
  std::vector<Content> contents;
  for (const Asset* asset : to_encode) contents.push_back({asset->content, asset->digest, asset->path});
  for (std::size_t i = 0; i < earlier.size(); ++i)
    contents[index_of_module(i)].dictionaries = dictionaries_of(earlier[i]);
  std::vector<EncodedFile> encoded = encode(contents, {request.codings, request.previous.codings, request.level,
                                                       request.jobs, cache, shared_cache, progress, before_encoding});
  for (std::size_t i = 0; i < to_encode.size(); ++i) to_encode[i]->encodings = std::move(encoded[i].encodings);
  for (std::size_t i = 0; i < earlier.size(); ++i)
    assets.bundles[i].wasm.deltas =
        publishable(assets.bundles[i].wasm, std::move(encoded[index_of_module(i)].deltas), earlier[i]);
  integrities.get();
}

}  // namespace wasmpair

#include "commands/assets.h"

#include <fmt/format.h>

#include <future>

#include "encode/encode.h"
#include "encode/known_integrity.h"
#include "util/in_background.h"
#include "util/text_bytes.h"

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

template <typename AssetPointer, typename Assets>
std::vector<AssetPointer> list(Assets& assets) {
  std::vector<AssetPointer> all;
  for (auto& bundle : assets.bundles) {
    all.push_back(&bundle.wasm);
    all.push_back(&bundle.shim);
  }
  all.push_back(&assets.loader);
  if (assets.runner) all.push_back(&*assets.runner);
  return all;
}

}  // namespace

ReleaseAssets name_assets(const std::vector<Pair>& pairs, const Scripts& scripts, unsigned hash_length) {
  ReleaseAssets assets;
  for (const Pair& pair : pairs) assets.bundles.push_back(name_pair(pair, hash_length));
  assets.loader = name_script("loader", scripts.loader, hash_length);
  if (!scripts.runner.empty()) assets.runner = name_script("runner", scripts.runner, hash_length);
  return assets;
}

std::vector<Asset*> all_of(ReleaseAssets& assets) { return list<Asset*>(assets); }

std::vector<const Asset*> all_of(const ReleaseAssets& assets) { return list<const Asset*>(assets); }

void encode_assets(ReleaseAssets& assets, const PackRequest& request, const Cache* cache, SharedCache* shared_cache,
                   Progress* progress, const std::function<void()>& before_encoding) {
  const std::vector<Asset*> all = all_of(assets);
  std::future<void> integrities = in_background([&all, cache] {
    for (Asset* asset : all) asset->integrity = known_integrity(asset->content, asset->digest, cache);
  });
  std::vector<Content> contents;
  for (const Asset* asset : all) contents.push_back({asset->content, asset->digest, asset->path});
  std::vector<std::vector<Encoding>> encodings =
      encode(contents, {request.codings, request.level, request.jobs, cache, shared_cache, progress, before_encoding});
  for (std::size_t i = 0; i < all.size(); ++i) all[i]->encodings = std::move(encodings[i]);
  integrities.get();
}

}  // namespace wasmpair

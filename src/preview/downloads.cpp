#include "preview/downloads.h"

#include <algorithm>
#include <set>

namespace wasmpair {
namespace {

/// The delta from a module that a browser gets which accepts all of them: the first one. Null if there is none.
const ManifestDelta* delta_from(const ManifestFile& wasm, const std::string& sha256) {
  const auto found =
      std::ranges::find_if(wasm.deltas, [&](const ManifestDelta& delta) { return delta.from.sha256 == sha256; });
  return found == wasm.deltas.end() ? nullptr : &*found;
}

BundleDownloads first_visit(const ManifestBundle& bundle) {
  BundleDownloads downloads{bundle.name, bundle.wasm.path, "", bundle.wasm.bytes, bundle.wasm.bytes, {}};
  for (const ManifestEncoding& encoding : bundle.wasm.encodings) {
    if (encoding.bytes >= downloads.bytes) continue;
    downloads.coding = encoding.encoding;
    downloads.bytes = encoding.bytes;
  }
  return downloads;
}

ReturningVisitor return_from(const ManifestBundle& bundle, const BundleDownloads& first, const ManifestFile& earlier,
                             const std::string& release) {
  if (earlier.sha256 == bundle.wasm.sha256) return {earlier.path, release, "", 0};
  if (const ManifestDelta* const delta = delta_from(bundle.wasm, earlier.sha256))
    return {earlier.path, release, delta->encoding, delta->bytes};
  return {earlier.path, release, first.coding, first.bytes};
}

BundleDownloads downloads_of(const ManifestBundle& bundle, const LedgerFiles& ledger) {
  BundleDownloads downloads = first_visit(bundle);
  std::set<std::string> known;
  for (const LedgerFile& earlier : ledger.found) {
    if (earlier.name == ledger.own) continue;
    const auto found = std::ranges::find(earlier.manifest.bundles, bundle.name, &ManifestBundle::name);
    if (found == earlier.manifest.bundles.end()) continue;
    known.insert(found->wasm.sha256);
    downloads.returning.push_back(return_from(bundle, downloads, found->wasm, earlier.name));
  }
  for (const ManifestDelta& delta : bundle.wasm.deltas)
    if (known.insert(delta.from.sha256).second)
      downloads.returning.push_back({delta.from.path, "", delta.encoding, delta.bytes});
  return downloads;
}

}  // namespace

Downloads downloads_of(const Manifest& manifest, const LedgerFiles& ledger) {
  Downloads downloads{ledger.own, {}};
  for (const ManifestBundle& bundle : manifest.bundles) downloads.bundles.push_back(downloads_of(bundle, ledger));
  return downloads;
}

}  // namespace wasmpair

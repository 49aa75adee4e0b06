#include <fmt/format.h>

#include <charconv>

#include "verify/checks.h"
#include "wasmpair/pair.h"

namespace wasmpair {
namespace {

/// hex: 64 digits, which reading the manifest has ensured.
Sha256 digest_of(std::string_view hex) {
  Sha256 digest;
  for (std::size_t i = 0; i < digest.bytes.size(); ++i)
    std::from_chars(hex.data() + 2 * i, hex.data() + 2 * i + 2, digest.bytes[i], 16);
  return digest;
}

/// "app.<hash>.wasm" -> "<hash>"
std::string_view hash_in(std::string_view path) {
  const std::size_t last = path.rfind('.');
  if (last == std::string_view::npos || last == 0) return "";
  const std::size_t first = path.rfind('.', last - 1);
  return first == std::string_view::npos ? "" : path.substr(first + 1, last - first - 1);
}

bool carries(std::string_view path, std::string_view pair) {
  const std::string_view hash = hash_in(path);
  return !hash.empty() && pair.starts_with(hash);
}

}  // namespace

void check_pairs(const Manifest& manifest, Observations& observed) {
  for (const ManifestBundle& bundle : manifest.bundles) {
    const PairDigest digest = digest_pair(digest_of(bundle.wasm.sha256), digest_of(bundle.shim.sha256));
    if (digest.pair.hex() == bundle.pair && carries(bundle.wasm.path, bundle.pair) &&
        carries(bundle.shim.path, bundle.pair))
      continue;
    observed.push_back(
        {"mixed-pair",
         fmt::format("{} and {} of the bundle {} are not a pair", bundle.wasm.path, bundle.shim.path, bundle.name),
         nullptr});
  }
}

}  // namespace wasmpair

#include "commands/previous.h"

#include <algorithm>
#include <memory>

#include "commands/release_on_server.h"
#include "http/url.h"
#include "ledger/release_directory.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

std::unique_ptr<ReleaseSource> open_source(const std::string& location, Progress* progress) {
  if (server_of_url(location)) return open_release_on_server(location, progress);
  return std::make_unique<ReleaseDirectory>(location);
}

std::vector<PreviousRelease> read_releases(const PreviousRequest& request, ReleaseSource& source,
                                           const Manifest& next) {
  // One more, because one of them may be this release, published before.
  std::vector<PreviousRelease> releases =
      without_same(read_previous_releases(source, std::size_t{request.releases} + 1), next);
  if (releases.size() > request.releases) releases.resize(request.releases);
  return releases;
}

}  // namespace

Previous read_previous(const PreviousRequest& request, const Manifest& next, const Cache* cache,
                       std::vector<Warning>& warnings, Progress* progress) {
  Previous previous;
  previous.modules.resize(next.bundles.size());
  if (request.location.empty()) return previous;
  const std::unique_ptr<ReleaseSource> source = open_source(request.location, progress);
  try {
    previous.releases = read_releases(request, *source, next);
  } catch (const Error& error) {  // there may be no earlier release yet
    if (request.policy == PreviousPolicy::Required) throw;
    warnings.push_back({error.place(), error.problem(),
                        "The release is published without deltas. If it is the first one, nothing is wrong; with "
                        "--require-previous, this is an error."});
    return previous;
  }
  // What lies in a directory needs no copy.
  const FetchedModules fetched(server_of_url(request.location) ? cache : nullptr);
  for (std::size_t i = 0; i < next.bundles.size(); ++i) {
    const ManifestBundle& bundle = next.bundles[i];
    previous.modules[i] = read_previous_modules(*source, previous.releases, bundle.name,
                                                *parse_sha256(bundle.wasm.sha256), request.deltas, fetched, warnings);
  }
  return previous;
}

std::optional<ManifestDictionary> newest_other_module(const Previous& previous, const ManifestBundle& bundle) {
  for (const PreviousRelease& release : previous.releases) {
    const auto found = std::ranges::find(release.manifest.bundles, bundle.name, &ManifestBundle::name);
    if (found == release.manifest.bundles.end() || found->wasm.sha256 == bundle.wasm.sha256) continue;
    return ManifestDictionary{found->wasm.path, found->wasm.bytes, found->wasm.sha256};
  }
  return std::nullopt;
}

std::vector<ManifestPrevious> references_to(const Previous& previous) {
  std::vector<ManifestPrevious> references;
  for (const PreviousRelease& release : previous.releases) references.push_back(reference_to(release));
  return references;
}

}  // namespace wasmpair

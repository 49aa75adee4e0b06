#include "wasmpair/pack.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/filesystem/path.hpp>
#include <chrono>
#include <set>
#include <utility>

#include "commands/asset_files.h"
#include "commands/assets.h"
#include "commands/build_tool_files.h"
#include "commands/candidate.h"
#include "commands/check_request.h"
#include "commands/describe.h"
#include "commands/measure_budgets.h"
#include "commands/open_cache.h"
#include "commands/page_imports.h"
#include "commands/pages.h"
#include "commands/previous.h"
#include "commands/reserve_memory.h"
#include "encode/codings.h"
#include "encode/delta.h"
#include "publish/bundle_name.h"
#include "publish/commit.h"
#include "publish/ledger_name.h"
#include "remote/remote_cache.h"
#include "util/text_bytes.h"
#include "wasmpair/proof.h"

namespace wasmpair {
namespace {

std::vector<Candidate> prepare_all(const PackRequest& request, const Cache* cache, Progress* progress) {
  std::vector<Candidate> candidates;
  for (const PackModule& module : request.modules) candidates.push_back(prepare(module, request, cache, progress));
  return candidates;
}

std::vector<Refusal> refuse_mismatches(std::vector<Candidate>& candidates) {
  std::vector<Refusal> refusals;
  for (Candidate& candidate : candidates)
    if (!candidate.findings.empty())
      refusals.push_back({candidate.request.file, candidate.toolchain.shim.path, std::move(candidate.findings)});
  return refusals;
}

/// Proposals that function bodies use are known only when these are validated.
std::vector<Refusal> refuse_unvalidated(const std::vector<Candidate>& candidates) {
  std::vector<Refusal> refusals;
  for (const Candidate& candidate : candidates) {
    Findings findings = prove_validation(candidate.module);
    if (!findings.empty())
      refusals.push_back({candidate.request.file, candidate.toolchain.shim.path, std::move(findings)});
  }
  return refusals;
}

std::vector<Pair> pair_all(const std::vector<Candidate>& candidates, const PackRequest& request) {
  std::vector<Pair> pairs;
  for (const Candidate& candidate : candidates) pairs.push_back(make_pair(candidate, request));
  return pairs;
}

std::vector<Refusal> refuse_over_budget(const std::vector<BundleReport>& bundles) {
  std::vector<Refusal> refusals;
  for (const BundleReport& bundle : bundles) {
    Findings findings = over_budget(bundle.published.wasm.path, bundle.budgets);
    if (!findings.empty()) refusals.push_back({bundle.module_file, bundle.toolchain.shim.path, std::move(findings)});
  }
  return refusals;
}

/// The release as files: views of the arguments, which must outlive it.
Release lay_out(const ReleaseAssets& assets, const std::vector<Page>& pages, const std::string& manifest,
                const Previous& previous) {
  Release release;
  std::set<std::string_view> stable;
  for (const FurtherAsset& further : assets.further) {
    if (further.file->kind != NameKind::Stable) continue;
    release.stable.push_back({further.asset.path, further.asset.content});
    stable.insert(further.asset.path);
  }
  for (const Asset* asset : all_of(assets)) {
    if (stable.contains(asset->path)) continue;
    release.assets.push_back({asset->path, asset->content});
    for (const Encoding& encoding : asset->encodings)
      release.assets.push_back({asset->path + std::string(info(encoding.coding).extension), encoding.content});
    for (const PublishedDelta& published : asset->deltas)
      release.assets.push_back({published.path, published.delta.content});
  }
  for (const Page& page : pages) release.pages.push_back({page.path, bytes_of(page.content)});
  release.manifest = {manifest_name, bytes_of(manifest)};
  // The ledger: this release, and those that it names, which may have been published elsewhere.
  release.assets.push_back({ledger_name(sha256(release.manifest.content)), release.manifest.content});
  for (const PreviousRelease& earlier : previous.releases)
    release.assets.push_back({ledger_name(earlier.digest), earlier.json});
  return release;
}

std::vector<EncodingReport> measure(const std::vector<Encoding>& encodings) {
  std::vector<EncodingReport> reports;
  for (const Encoding& encoding : encodings)
    reports.push_back({encoding.coding, encoding.content.size(), encoding.origin});
  return reports;
}

std::vector<DeltaReport> measure(const std::vector<PublishedDelta>& deltas) {
  std::vector<DeltaReport> reports;
  for (const auto& [path, delta, from] : deltas)
    reports.push_back({std::string(delta_info(delta.coding).token), from.path, delta.content.size(), delta.origin});
  return reports;
}

std::vector<BundleReport> report_bundles(const std::vector<Pair>& pairs, const ReleaseAssets& assets,
                                         const Manifest& manifest, const std::vector<Budget>& budgets,
                                         const Previous& previous) {
  std::vector<BundleReport> bundles;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const Pair& pair = pairs[i];
    bundles.push_back({pair.candidate->request.file, pair.candidate->toolchain, pair.candidate->shim, pair.digest,
                       pair.slimmed.segments_before, pair.slimmed.segments_after, pair.slimmed.name_bytes_dropped,
                       pair.slimmed.left_alone, manifest.bundles[i], identifier_of_bundle(manifest.bundles[i].name),
                       measure(assets.bundles[i].wasm.encodings), measure(assets.bundles[i].shim.encodings),
                       measure(assets.bundles[i].wasm.deltas),
                       measure_budgets(assets.bundles[i].wasm, manifest.bundles[i].name, budgets,
                                       newest_other_module(previous, manifest.bundles[i]))});
  }
  return bundles;
}

/// The number of encodings and deltas of that origin.
std::size_t count(const ReleaseAssets& assets, EncodingOrigin origin) {
  std::ptrdiff_t counted = 0;
  for (const Asset* asset : all_of(assets)) {
    counted += std::ranges::count(asset->encodings, origin, &Encoding::origin);
    counted +=
        std::ranges::count_if(asset->deltas, [&](const auto& published) { return published.delta.origin == origin; });
  }
  return static_cast<std::size_t>(counted);
}

void report_caches(PackReport& report, const ReleaseAssets& assets, const Cache* cache,
                   const std::optional<RemoteCache>& shared) {
  report.encoded = count(assets, EncodingOrigin::Encoder);
  report.from_cache = count(assets, EncodingOrigin::Cache);
  const auto add = [&report](std::optional<Warning> warning) {
    if (warning) report.warnings.push_back(std::move(*warning));
  };
  if (cache != nullptr) add(cache->warning());
  if (!shared) return;
  report.shared_cache = {shared->url(), count(assets, EncodingOrigin::SharedCache), shared->stored()};
  add(shared->warning());
}

void report_unchecked_budgets(PackReport& report) {
  for (const BundleReport& bundle : report.bundles)
    if (std::optional<Warning> warning = unchecked_budget(bundle.module_file, bundle.budgets))
      report.warnings.push_back(*std::move(warning));
}

/// A file whose own name cannot be published is published under another, which its page should know.
void report_names(PackReport& report, const std::vector<PackModule>& modules) {
  for (const PackModule& module : modules) {
    const std::string own = boost::filesystem::path(module.file).stem().generic_string();
    if (is_bundle_name(own) || module.name != bundle_name_from(own)) continue;
    report.warnings.push_back({module.file, fmt::format("is published as '{}'", module.name),
                               "Its own name cannot be published. Rename it, or give --name."});
  }
}

void report_page_imports(PackReport& report, const std::vector<Candidate>& candidates,
                         const std::vector<std::string>& allowed) {
  for (const Candidate& candidate : candidates) {
    std::vector<Warning> warnings = page_imports(candidate.module, candidate.request.file, allowed);
    std::ranges::move(warnings, std::back_inserter(report.warnings));
  }
}

void report_further(PackReport& report, const Manifest& manifest, const AssetFiles& further) {
  report.assets = manifest.assets;
  report.warnings.insert(report.warnings.end(), further.warnings.begin(), further.warnings.end());
}

/// Every file and directory that the run reads.
std::vector<std::string> inputs_of(const PackRequest& request, const AssetFiles& further,
                                   const std::vector<Candidate>& candidates) {
  std::vector<std::string> inputs = request.templates;
  for (const AssetFile& file : further.files) inputs.push_back(file.path);
  // A directory changes with the names in it.
  inputs.insert(inputs.end(), further.directories.begin(), further.directories.end());
  if (!request.budgets_file.empty()) inputs.push_back(request.budgets_file);
  for (const Candidate& candidate : candidates) {
    inputs.push_back(candidate.request.file);
    inputs.push_back(candidate.toolchain.shim.path);
    if (!candidate.toolchain.version_file.empty()) inputs.push_back(candidate.toolchain.version_file);
  }
  return inputs;
}

}  // namespace

PackReport pack(const PackRequest& request, Progress* progress) {
  const auto start = std::chrono::steady_clock::now();
  check_request(request);
  PackReport report;
  report.level = request.level;

  const TemplateFiles templates(request.templates, request.default_page);
  const std::optional<Cache> opened_cache = open_cache(request.cache_directory, request.cache_key_directory);
  const Cache* const cache = opened_cache ? &*opened_cache : nullptr;
  const AssetFiles further = find_asset_files(request.assets, request.stable_assets);
  const MemoryReservation reservation = reserve_memory(request, further, progress);
  std::vector<Candidate> candidates = prepare_all(request, cache, progress);
  report.refusals = refuse_mismatches(candidates);
  if (!report.refusals.empty()) return report;

  const boost::filesystem::path out_dir(request.out_dir);
  const std::string manifest_file = (out_dir / manifest_name).generic_string();
  const BuildToolFiles for_build_tool{request.manifest_copy, request.depfile, request.stamp};
  const std::string inputs = list_inputs(for_build_tool, inputs_of(request, further, candidates), manifest_file);

  const std::vector<Pair> pairs = pair_all(candidates, request);
  const std::vector<AssetSource> asset_sources = read_asset_files(further.files);
  ReleaseAssets assets = name_assets(pairs, templates.scripts(), asset_sources, request.hash_length);
  const std::vector<ManifestPage> listed = list_pages(templates, assets, request.base);
  expect_own_names(assets, listed);
  // Sizes and digests come later, but a mistake in a template is reported before encoding, which may take minutes.
  const Manifest names = describe(pairs, assets, listed, request.base);
  render_pages(templates, names, {request.nonce});
  const Previous previous = read_previous(request.previous, names, cache, report.warnings, progress);
  if (!request.previous.location.empty()) offer_dictionaries(assets, pairs);
  std::optional<RemoteCache> shared_cache;
  if (!request.cache_url.empty()) shared_cache.emplace(RemoteServer{request.cache_url, request.cache_authorization});
  encode_assets(assets, previous.modules, request, cache, shared_cache ? &*shared_cache : nullptr, progress,
                [&candidates] { std::ranges::for_each(candidates, finish_validation); });
  Manifest manifest = describe(pairs, assets, listed, request.base);
  manifest.previous = references_to(previous);
  const std::vector<Page> pages = render_pages(templates, manifest, {request.nonce});
  const std::string json = to_json(manifest);
  // Everything is computed; nothing is written yet.

  report.bundles = report_bundles(pairs, assets, manifest, request.budgets, previous);
  report_unchecked_budgets(report);
  report_caches(report, assets, cache, shared_cache);
  report_names(report, request.modules);
  report_further(report, manifest, further);
  report_page_imports(report, candidates, request.proof.allowed_imports);
  // If everything was cached, the bodies were validated beside all of the above.
  std::ranges::for_each(candidates, finish_validation);
  report.refusals = refuse_unvalidated(candidates);
  if (report.refusals.empty()) report.refusals = refuse_over_budget(report.bundles);
  if (report.refusals.empty()) {
    for (const Candidate& candidate : candidates) candidate.source.expect_current();
    for (const AssetSource& source : asset_sources) source.input.expect_current();
    const CommitReport committed = commit(request.out_dir, lay_out(assets, pages, json, previous), progress);
    report.manifest_file = manifest_file;
    for (const Page& page : pages) report.page_files.push_back((out_dir / page.path).generic_string());
    report.kept = committed.kept;
    report.written = committed.written;
    report.unchanged = committed.unchanged;
    write_for_build_tool(for_build_tool, inputs, json);
  }
  report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return report;
}

}  // namespace wasmpair

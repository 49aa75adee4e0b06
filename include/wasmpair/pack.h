// `wasmpair pack`: publishes linked modules as a release.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "wasmpair/asset.h"
#include "wasmpair/budget.h"
#include "wasmpair/default_page.h"
#include "wasmpair/finding.h"
#include "wasmpair/manifest.h"
#include "wasmpair/pair.h"
#include "wasmpair/progress.h"
#include "wasmpair/proof.h"
#include "wasmpair/slim.h"
#include "wasmpair/toolchain.h"
#include "wasmpair/warning.h"

namespace wasmpair {

/// A module to pack.
struct PackModule {
  std::string file;
  std::string name;  ///< The bundle's name: letters, digits and "_", not starting with a digit.
};

/// What happens if the earlier release cannot be read.
enum class PreviousPolicy {
  Optional,  ///< The release is published without deltas, with a warning: there may be no earlier one yet.
  Required,  ///< The run fails.
};

/// The earlier releases that visitors may still have.
struct PreviousRequest {
  /// The directory of a release, its manifest, or the URL where it is deployed; "": the release begins a new ledger.
  std::string location;
  PreviousPolicy policy = PreviousPolicy::Optional;
  unsigned releases = 3;  ///< How many of them the manifest names.
  unsigned deltas = 3;    ///< From how many different modules of each bundle deltas are made, within those releases.
  std::vector<Coding> codings = default_delta_codings();  ///< In which they are made: brotli (dcb), zstd (dcz).
};

/// Whether the module may be rewritten.
enum class Slimming { Slim, AsLinked };

struct PackRequest {
  std::vector<PackModule> modules;
  std::string out_dir;
  std::string base;  ///< "" (relative URLs) or a URL prefix that ends in "/".
  ToolchainRequest toolchain;
  ProofOptions proof;
  Slimming slimming = Slimming::Slim;
  SlimOptions slim;
  unsigned hash_length = 16;  ///< Hex digits of digests in names: 8 to 64.
  Level level = Level::Release;
  std::vector<Coding> codings{Coding::Brotli, Coding::Gzip};
  PreviousRequest previous{};
  unsigned jobs = 1;                    ///< Threads, at least 1; the output does not depend on it.
  std::optional<std::uint64_t> memory;  ///< Bytes that all runs on this machine may use; empty: half of its memory.
  std::string cache_directory;          ///< "": no cache.
  std::string cache_key_directory;      ///< Has this user's key for sealing entries of the cache, or gets one. "": no
                                        ///< key, so that each encoding from the cache is decoded again.
  std::string cache_url;                ///< Of a shared cache (Bazel's HTTP protocol), may have credentials; "": none.
  std::string cache_authorization;      ///< The shared cache's Authorization; "": user and password of its URL, if any.
  std::vector<Budget> budgets;          ///< All apply.
  std::string budgets_file;             ///< The file with some of them, an input in the depfile; "": none.
  std::vector<std::string> templates;   ///< Files: pages, and replacements of index.html and loader.js.
  std::vector<std::string> assets;      ///< Further files to publish, and directories of such.
  std::vector<std::string> stable_assets;        ///< The names of those that are published under their own name.
  DefaultPage default_page = DefaultPage::Demo;  ///< DefaultPage::App is for a single module.
  std::optional<std::string> nonce;              ///< Written where the nonce of a Content-Security-Policy belongs.
  std::string manifest_copy;  ///< A second copy of the manifest, outside the output directory; "": none.
  std::string depfile;        ///< In Make syntax; its target is the stamp, or the manifest without one. "": none.
  std::string stamp;          ///< An empty file that is written last; "": none.
};

/// The size and origin of an encoded sibling.
struct EncodingReport {
  Coding coding;
  std::uint64_t bytes = 0;
  EncodingOrigin origin = EncodingOrigin::Encoder;
};

/// The size and origin of a delta.
struct DeltaReport {
  std::string encoding;  ///< "dcb", "dcz"
  std::string from;      ///< The path of the earlier module.
  std::uint64_t bytes = 0;
  EncodingOrigin origin = EncodingOrigin::Encoder;
};

/// The result for one module.
struct BundleReport {
  std::string module_file;
  Toolchain toolchain;  ///< With the content of the shim as published.
  Shim shim;            ///< As read.
  PairDigest digest;
  std::uint32_t segments_before = 0;
  std::uint32_t segments_after = 0;
  std::uint64_t name_bytes_dropped = 0;
  std::vector<std::string> left_alone;  ///< What slimming did not change and why.
  ManifestBundle published;
  std::string identifier;  ///< The name of the bundle in templates: "my_app" of my-app.
  std::vector<EncodingReport> module_encodings;
  std::vector<EncodingReport> shim_encodings;
  std::vector<DeltaReport> deltas;
  std::vector<BudgetUse> budgets;  ///< Those that apply to it, in the order of the request.
};

/// A refused module, and why.
struct Refusal {
  std::string module_file;
  std::string shim_file;  ///< "" if no shim was located.
  Findings findings;
};

/// How a run used the shared cache.
struct SharedCacheReport {
  std::string url;         ///< Without credentials.
  std::size_t read = 0;    ///< Encodings read from it.
  std::size_t stored = 0;  ///< Encodings stored in it.
};

struct PackReport {
  std::vector<Refusal> refusals;      ///< If not empty, nothing was published.
  std::vector<BundleReport> bundles;  ///< In the order of the request; empty if a pair does not fit.
  Level level = Level::Release;
  std::string manifest_file;
  std::vector<ManifestAsset> assets;    ///< As published, sorted by name.
  std::vector<std::string> page_files;  ///< Sorted, including those in kept.
  std::vector<std::string> kept;        ///< Pages that wasmpair did not publish, or that were edited: not replaced.
  std::size_t written = 0;              ///< Files written.
  std::size_t unchanged = 0;            ///< Files that already existed with the same bytes.
  std::size_t encoded = 0;              ///< Encodings made in this run.
  std::size_t from_cache = 0;           ///< Encodings read from the cache directory.
  std::optional<SharedCacheReport> shared_cache;  ///< Empty if there is none.
  std::vector<Warning> warnings;                  ///< Problems that did not stop the run.
  double seconds = 0;                             ///< Wall time of the run.
};

/// Packs all modules into one release. progress may be null. A pair that does not fit and an exceeded budget are
/// refusals. Throws Error if anything cannot be done; the previous release is then still the published one.
PackReport pack(const PackRequest& request, Progress* progress);

}  // namespace wasmpair

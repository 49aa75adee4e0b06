// `wasmpair pack`: from modules as linked to a published release.
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

/// Whether the module may be rewritten.
enum class Slimming { Slim, AsLinked };

struct PackRequest {
  std::vector<PackModule> modules;
  std::string out_dir;
  std::string base;            ///< "" (relative URLs) or a URL prefix that ends in "/".
  ToolchainRequest toolchain;  ///< An empty module_dir means each module's own directory.
  ProofOptions proof;
  Slimming slimming = Slimming::Slim;
  SlimOptions slim;
  unsigned hash_length = 16;  ///< Hex digits of the pair digest in names: 8 to 64.
  Level level = Level::Release;
  std::vector<Coding> codings{Coding::Brotli, Coding::Gzip};
  unsigned jobs = 1;                    ///< Threads, at least 1; the output does not depend on it.
  std::optional<std::uint64_t> memory;  ///< Bytes that all runs may use together; nothing: half of what there is.
  std::string cache_directory;          ///< "": no cache.
  std::string cache_url;                ///< Of a shared cache (Bazel's HTTP protocol), may have credentials; "": none.
  std::string cache_authorization;  ///< What the shared cache is sent as Authorization; "": user and password, if any.
  std::vector<Budget> budgets;      ///< All hold.
  std::string budgets_file;         ///< Where some of them stand, since it is an input of the run; "" for none.
  std::vector<std::string> templates;  ///< Files: pages, and replacements of index.html and loader.js.
  DefaultPage default_page = DefaultPage::Publish;
  std::optional<std::string> nonce;  ///< What stands in pages where a Content-Security-Policy's nonce belongs.
  std::string manifest_copy;  ///< "" for none. A second file with the manifest's bytes, outside the output directory.
  std::string depfile;        ///< "" for none. Make syntax; its target is the stamp, or the manifest without one.
  std::string stamp;          ///< "" for none. Written last.
};

/// An encoded sibling in numbers.
struct EncodingReport {
  Coding coding;
  std::uint64_t bytes = 0;
  EncodingOrigin origin = EncodingOrigin::Encoder;
};

/// What became of one module.
struct BundleReport {
  std::string module_file;
  Toolchain toolchain;
  PairDigest digest;
  std::uint32_t segments_before = 0;
  std::uint32_t segments_after = 0;
  std::uint64_t name_bytes_dropped = 0;
  std::vector<std::string> left_alone;  ///< What slimming did not touch and why.
  ManifestBundle published;
  std::vector<EncodingReport> module_encodings;
  std::vector<EncodingReport> shim_encodings;
  std::vector<BudgetUse> budgets;  ///< Those that are for it, in the order of the request.
};

/// A module that is not published, and why.
struct Refusal {
  std::string module_file;
  std::string shim_file;  ///< "" if no shim was looked for.
  Findings findings;
};

/// What a run had to do with a shared cache.
struct SharedCacheReport {
  std::string url;         ///< Without credentials.
  std::size_t read = 0;    ///< Encodings taken from it.
  std::size_t stored = 0;  ///< Encodings that it took.
};

struct PackReport {
  std::vector<Refusal> refusals;      ///< Not empty: nothing was published.
  std::vector<BundleReport> bundles;  ///< In the order of the request; empty if a pair does not fit.
  Level level = Level::Release;
  std::string manifest_file;
  std::vector<std::string> page_files;  ///< Sorted; also those that were kept.
  std::vector<std::string> kept;        ///< Pages in the output directory that are not ours and were left as they are.
  std::size_t written = 0;              ///< Files written.
  std::size_t unchanged = 0;            ///< Files that were there already, byte for byte.
  std::size_t encoded = 0;              ///< Encodings made in this run.
  std::size_t from_cache = 0;           ///< Encodings taken from the cache directory.
  std::optional<SharedCacheReport> shared_cache;  ///< Nothing if there is none.
  std::vector<Warning> warnings;                  ///< What went wrong without stopping the run.
  double seconds = 0;                             ///< Wall time of the run.
};

/// Packs all modules into one release. progress may be null.
/// Throws Error if anything cannot be done; then the previous release is still in force.
PackReport pack(const PackRequest& request, Progress* progress);

}  // namespace wasmpair

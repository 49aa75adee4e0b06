#include "ledger/prune_plan.h"

#include <gtest/gtest.h>

#include <random>

#include "unit/encode/samples.h"
#include "unit/ledger/sample_releases.h"

namespace wasmpair {
namespace {

using namespace std::chrono_literals;

/// A chain of releases with these modules, the last one first, each published a second after the one before it: the
/// last one at 1000.
ReleaseChain chain_of(const std::vector<std::size_t>& modules) {
  ReleaseChain chain;
  std::time_t time = 1000;
  for (const std::size_t module : modules) {
    const Manifest manifest = sample_release(lines(module));
    const std::string name = ledger_name(sha256(bytes_of(std::to_string(time))));
    if (time == 1000) {
      chain.last = manifest;
      chain.last_name = name;
      chain.published = time;
    } else {
      chain.earlier.push_back({name, manifest, time});
    }
    --time;
  }
  return chain;
}

std::set<std::string> hashed_names_in(const Manifest& manifest) {
  std::set<std::string> names;
  for (const ManifestFile* file : files_of(manifest))
    if (file->path != "loader.ee.js") names.insert(file->path);  // a hash of two digits is none
  return names;
}

std::set<std::string> files_in(const PrunePlan& plan) {
  std::set<std::string> files;
  for (const DroppedRelease& dropped : plan.dropped)
    for (const std::string& file : dropped.files) EXPECT_TRUE(files.insert(file).second) << file << " twice";
  return files;
}

TEST(PrunePlan, DropsWhatNoKeptReleaseLists) {
  std::mt19937 random(20261127);  // any fixed seed
  for (int round = 0; round < 300; ++round) {
    std::vector<std::size_t> modules(1 + random() % 12);
    for (std::size_t& module : modules) module = 100 + random() % 6;
    const ReleaseChain chain = chain_of(modules);
    const std::size_t keep = random() % 6;
    const PrunePlan plan = plan_pruning(chain, keep, 0s, 2000);
    std::set<std::string> expected;
    std::set<std::string> kept = hashed_names_in(chain.last);
    for (std::size_t i = 0; i < chain.earlier.size(); ++i)
      (i < keep ? kept : expected).merge(hashed_names_in(chain.earlier[i].manifest));
    for (const std::string& name : kept) expected.erase(name);
    EXPECT_EQ(files_in(plan), expected);
    EXPECT_EQ(plan.kept, std::min(keep, chain.earlier.size()));
    ASSERT_EQ(plan.dropped.size(), chain.earlier.size() - plan.kept);
    for (std::size_t i = 0; i < plan.dropped.size(); ++i)
      EXPECT_EQ(plan.dropped[i].manifest, chain.earlier[chain.earlier.size() - 1 - i].name) << "the oldest first";
  }
}

TEST(PrunePlan, LeavesSharedFilesToTheYoungestReleaseThatIsDropped) {
  // A run that is killed after the first one must leave the file listed.
  const PrunePlan plan = plan_pruning(chain_of({100, 101, 102, 101}), 0, 0s, 2000);
  ASSERT_EQ(plan.dropped.size(), 3U);
  EXPECT_TRUE(plan.dropped[0].files.empty());
  EXPECT_EQ(plan.dropped[1].files.size(), 2U);
  EXPECT_EQ(plan.dropped[2].files.size(), 2U);
}

TEST(PrunePlan, KeepsReleasesUntilTheirSuccessorIsOld) {
  const ReleaseChain chain = chain_of({100, 101, 102, 103});  // published at 1000, 999, 998, 997
  EXPECT_EQ(plan_pruning(chain, 0, 10s, 1009).kept, 1U);
  EXPECT_EQ(plan_pruning(chain, 0, 10s, 1008).kept, 2U);
  EXPECT_EQ(plan_pruning(chain, 0, 10s, 1010).kept, 0U);
  EXPECT_EQ(plan_pruning(chain, 0, 10s, 1008).too_young, 2U);
  EXPECT_EQ(plan_pruning(chain, 1, 10s, 1008).too_young, 1U);
}

TEST(PrunePlan, KeepsWhatWasPublishedInTheFuture) {
  ReleaseChain chain = chain_of({100, 101, 102, 103});
  chain.earlier[1].published = 5000;
  const PrunePlan plan = plan_pruning(chain, 0, 0s, 2000);
  EXPECT_EQ(plan.kept, 3U) << "and all younger ones, so that the chain has no gap";
}

TEST(PrunePlan, DropsHashedNamesOnly) {
  ReleaseChain chain = chain_of({100, 101});
  ManifestFile& wasm = chain.earlier[0].manifest.bundles[0].wasm;
  wasm.encodings = {{"br", "precious.txt", 1, wasm.sha256}, {"gzip", wasm.path + ".gz", 1, wasm.sha256}};
  wasm.deltas = {{"dcz", wasm.path + ".abc.dcz", 1, wasm.sha256, {}}, {"dcz", "index.html", 1, wasm.sha256, {}}};
  chain.earlier[0].manifest.assets = {{"robots.txt", sample_file("robots.txt", {})}};
  chain.earlier[0].manifest.files = {"notes.txt"};
  chain.earlier[0].manifest.pages = {{"about.html", "about.html", "text/html", "no-cache"}};
  const std::set<std::string> files = files_in(plan_pruning(chain, 0, 0s, 2000));
  const std::string shim = chain.earlier[0].manifest.bundles[0].shim.path;
  EXPECT_EQ(files, (std::set<std::string>{wasm.path, wasm.path + ".gz", wasm.path + ".abc.dcz", shim}));
}

TEST(PrunePlan, KnowsEveryNameOfItsReleases) {
  const ReleaseChain chain = chain_of({100, 101, 102});
  const PrunePlan plan = plan_pruning(chain, 1, 0s, 2000);
  for (const ChainedRelease& release : chain.earlier) {
    EXPECT_TRUE(plan.known.contains(release.name));
    EXPECT_TRUE(plan.known.contains(release.manifest.bundles[0].wasm.path));
  }
  EXPECT_TRUE(plan.known.contains("wasmpair.json"));
  EXPECT_TRUE(plan.known.contains(chain.last_name));
}

}  // namespace
}  // namespace wasmpair

#include "wasmpair/prune.h"

#include <gtest/gtest.h>

#include "unit/encode/samples.h"
#include "unit/ledger/sample_releases.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

namespace fs = boost::filesystem;

/// Four releases, of which prune would keep two.
class Prune : public testing::Test {
 protected:
  Prune() {
    for (std::size_t size = 100; size < 104; ++size) releases.publish(lines(size), 2);
  }

  PruneReport run(unsigned keep = 1, Pruning pruning = Pruning::Delete) const {
    return prune({releases.directory.generic_string(), {keep, std::chrono::seconds(0)}, pruning}, nullptr);
  }

  std::set<std::string> names() const {
    std::set<std::string> names;
    for (const fs::directory_entry& entry : fs::directory_iterator(releases.directory.path()))
      names.insert(entry.path().filename().generic_string());
    return names;
  }

  static std::string module(std::size_t size) { return sample_release(lines(size)).bundles[0].wasm.path; }

  /// Expects that nothing is deleted, and returns why.
  std::string refusal() const {
    const std::set<std::string> before = names();
    std::string problem;
    try {
      run();
      ADD_FAILURE() << "not refused";
    } catch (const Error& error) {
      problem = error.problem();
    }
    EXPECT_EQ(names(), before);
    return problem;
  }

  SampleReleases releases;
};

TEST_F(Prune, DeletesOldReleasesAlongTheWholeLedger) {
  // The last manifest names two releases; the one before the oldest is found by its manifest.
  releases.write("own.txt", lines(1));
  const PruneReport report = run();
  std::vector<std::string> deleted;
  for (const PrunedFile& file : report.deleted) deleted.push_back(file.path);
  EXPECT_EQ(deleted, (std::vector<std::string>{module(100), releases.ledger()[3].manifest, module(101),
                                               releases.ledger()[2].manifest}));
  EXPECT_EQ(report.kept, std::vector<std::string>{releases.ledger()[1].manifest});
  EXPECT_EQ(report.unknown, std::vector<std::string>{"own.txt"});
  EXPECT_EQ(names(), (std::set<std::string>{module(102), module(103), "own.txt", "wasmpair.json",
                                            releases.ledger()[0].manifest, releases.ledger()[1].manifest}));
  EXPECT_TRUE(run().deleted.empty()) << "the ledger ends where it was pruned";
}

TEST_F(Prune, DeletesNothingInADryRun) {
  const std::set<std::string> before = names();
  EXPECT_EQ(run(1, Pruning::DryRun).deleted.size(), 4U);
  EXPECT_EQ(names(), before);
}

TEST_F(Prune, GoesOnAfterAKilledRun) {
  releases.remove(module(100));
  EXPECT_EQ(run().deleted.size(), 3U);
}

TEST_F(Prune, NeedsAManifest) {
  releases.remove("wasmpair.json");
  EXPECT_NE(refusal(), "");
  releases.write("wasmpair.json", bytes_of("{"));
  EXPECT_NE(refusal(), "");
  releases.write("wasmpair.json", bytes_of(R"({"version": 2})"));
  EXPECT_NE(refusal().find("is 2, but this program reads version 1"), std::string::npos);
}

TEST_F(Prune, NeedsTheManifestsOfItsLedger) {
  releases.write(releases.ledger()[2].manifest, bytes_of("{}"));
  EXPECT_NE(refusal().find("not the manifest that the ledger lists"), std::string::npos);
  for (const std::size_t older : {2U, 3U}) releases.remove(releases.ledger()[older].manifest);
  EXPECT_EQ(run(0, Pruning::DryRun).deleted.size(), 2U) << "what is older was pruned";
}

TEST_F(Prune, RefusesALedgerWithAGap) {
  releases.remove(releases.ledger()[1].manifest);
  EXPECT_NE(refusal().find("is missing, although"), std::string::npos);
}

TEST_F(Prune, WaitsForACompleteSwitch) {
  Manifest both = sample_release(lines(103));
  both.next.push_back(sample_file("app.0123456789abcdef.wasm", {1}));
  releases.write("wasmpair.json", bytes_of(to_json(both)));
  EXPECT_NE(refusal().find("of two releases"), std::string::npos);
}

TEST_F(Prune, RefusesLinks) {
  const fs::path elsewhere = releases.path("elsewhere");
  fs::rename(releases.path(module(100)), elsewhere);
  fs::create_symlink(elsewhere, releases.path(module(100)));
  EXPECT_NE(refusal().find("is a link"), std::string::npos);
  releases.remove(module(100));
  fs::create_hard_link(elsewhere, releases.path(module(100)));
  EXPECT_NE(refusal().find("has other names"), std::string::npos);
  releases.remove(module(100));
  fs::create_directory(releases.path(module(100)));
  EXPECT_NE(refusal(), "");
}

TEST_F(Prune, DoesNotFollowAManifestThatIsALink) {
  const fs::path elsewhere = releases.path("elsewhere");
  fs::rename(releases.path(releases.ledger()[2].manifest), elsewhere);
  fs::create_symlink(elsewhere, releases.path(releases.ledger()[2].manifest));
  EXPECT_NE(refusal().find("not the manifest that the ledger lists"), std::string::npos);
}

TEST_F(Prune, NeedsADirectory) {
  EXPECT_THROW(prune({releases.path("absent").generic_string()}, nullptr), Error);
  EXPECT_FALSE(fs::exists(releases.path("absent")));
}

}  // namespace
}  // namespace wasmpair

#include "ledger/previous_releases.h"

#include <gtest/gtest.h>

#include "ledger/release_directory.h"
#include "unit/encode/samples.h"
#include "unit/ledger/sample_releases.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

class PreviousReleases : public testing::Test {
 protected:
  PreviousReleases() {
    for (std::size_t size = 100; size < 104; ++size) releases.publish(lines(size));
  }

  std::vector<PreviousRelease> read(std::size_t count) const {
    ReleaseDirectory source(releases.directory.generic_string());
    return read_previous_releases(source, count);
  }

  std::vector<ManifestPrevious> references(std::size_t count) const {
    std::vector<ManifestPrevious> references;
    for (const PreviousRelease& release : read(count)) references.push_back(reference_to(release));
    return references;
  }

  std::vector<ManifestPrevious> newest(std::ptrdiff_t count) const {
    return {releases.ledger().begin(), releases.ledger().begin() + count};
  }

  SampleReleases releases;
};

TEST_F(PreviousReleases, AreReadNewestFirst) {
  EXPECT_EQ(references(1), newest(1));
  EXPECT_EQ(references(3), newest(3));
  EXPECT_EQ(references(9), newest(4));
}

TEST_F(PreviousReleases, MayBeNamedByTheirManifest) {
  ReleaseDirectory source(releases.path("wasmpair.json").generic_string());
  EXPECT_EQ(read_previous_releases(source, 4).size(), 4U);
}

TEST_F(PreviousReleases, EndWhereTheirManifestsWerePruned) {
  releases.remove(releases.ledger()[2].manifest);
  EXPECT_EQ(references(9), newest(2));
}

TEST_F(PreviousReleases, AreThoseOfTheLedger) {
  releases.write(releases.ledger()[1].manifest, bytes_of(to_json(sample_release({}))));
  EXPECT_THROW(read(9), Error);
  EXPECT_EQ(references(1), newest(1)) << "read no further";
}

TEST_F(PreviousReleases, CannotBeReadWithoutAManifest) {
  releases.remove("wasmpair.json");
  EXPECT_THROW(read(9), Error);
  releases.write("wasmpair.json", bytes_of("{"));
  EXPECT_THROW(read(9), Error);
}

TEST_F(PreviousReleases, IncludeTheOneBeforeAnInterruptedSwitch) {
  Manifest both = read(1).at(0).manifest;
  both.next.push_back(sample_file("app.0123456789abcdef.wasm", {1}));
  releases.write("wasmpair.json", bytes_of(to_json(both)));
  EXPECT_EQ(references(9), newest(4));
}

TEST_F(PreviousReleases, AreNotTheReleaseItself) {
  const Manifest same = sample_release(lines(102));
  const std::vector<PreviousRelease> others = without_same(read(9), same);
  ASSERT_EQ(others.size(), 3U);
  EXPECT_EQ(reference_to(others[0]), releases.ledger()[0]);
  EXPECT_EQ(reference_to(others[1]), releases.ledger()[2]);
}

TEST_F(PreviousReleases, OfTheSameModulesMayDifferInTheirPages) {
  Manifest next = sample_release(lines(103));
  next.pages.push_back({"index.html", "index.html", "text/html", "no-cache"});
  EXPECT_EQ(without_same(read(9), next).size(), 4U);
}

}  // namespace
}  // namespace wasmpair

#include "ledger/previous_modules.h"

#include <gtest/gtest.h>

#include "ledger/release_directory.h"
#include "unit/encode/samples.h"
#include "unit/ledger/sample_releases.h"

namespace wasmpair {
namespace {

class PreviousModules : public testing::Test {
 protected:
  /// The sizes of the modules from which deltas would be made, by which the tests know them.
  std::vector<std::size_t> sizes(std::size_t count, const Bytes& current = lines(999)) {
    warnings.clear();
    ReleaseDirectory source(releases.directory.generic_string());
    const auto previous = read_previous_releases(source, 50);
    std::vector<std::size_t> sizes;
    for (const PreviousModule& module :
         read_previous_modules(source, previous, "app", sha256(current), count, FetchedModules(nullptr), warnings)) {
      EXPECT_EQ(module.content, lines(module.content.size()));
      EXPECT_EQ(module.digest, sha256(module.content));
      EXPECT_EQ(module.file.sha256, module.digest.hex());
      sizes.push_back(module.content.size());
    }
    return sizes;
  }

  std::string name_of(std::size_t size) const { return sample_release(lines(size)).bundles[0].wasm.path; }

  using Sizes = std::vector<std::size_t>;
  SampleReleases releases;
  std::vector<Warning> warnings;
};

TEST_F(PreviousModules, AreDifferentOnesNewestFirst) {
  for (const std::size_t size : {500U, 600U, 600U, 500U, 700U, 800U}) releases.publish(lines(size));
  EXPECT_EQ(sizes(9), (Sizes{800, 700, 500, 600}));
  EXPECT_EQ(sizes(2), (Sizes{800, 700}));
  EXPECT_EQ(sizes(0), Sizes{});
  EXPECT_TRUE(warnings.empty());
}

TEST_F(PreviousModules, AreNotTheCurrentOne) {
  for (const std::size_t size : {500U, 600U, 500U}) releases.publish(lines(size));
  EXPECT_EQ(sizes(9, lines(500)), Sizes{600});
}

TEST_F(PreviousModules, AreLeftOutIfMissingOrDamaged) {
  for (const std::size_t size : {500U, 600U, 700U}) releases.publish(lines(size));
  releases.remove(name_of(600));
  releases.write(name_of(700), lines(701));
  EXPECT_EQ(sizes(9), Sizes{500});
  ASSERT_EQ(warnings.size(), 2U);
  EXPECT_EQ(warnings[0].place, releases.path(name_of(700)).generic_string());
  EXPECT_EQ(warnings[1].place, releases.path(name_of(600)).generic_string());
  releases.write(name_of(700), lines(699));
  EXPECT_EQ(sizes(9), Sizes{500});
}

TEST_F(PreviousModules, MayBeStoredEncodedAlone) {
  Manifest manifest = sample_release(lines(5000));
  ManifestFile& wasm = manifest.bundles[0].wasm;
  for (const Coding coding : {Coding::Brotli, Coding::Gzip, Coding::Zstandard}) {
    const Bytes encoded = encode_by_level(Level::Fast, coding, lines(5000));
    const std::string token = coding == Coding::Brotli ? "br" : coding == Coding::Gzip ? "gzip" : "zstd";
    wasm.encodings = {{token, wasm.path + ".x", encoded.size(), sha256(encoded).hex()}};
    releases.write(wasm.path + ".x", encoded);
    releases.publish(to_json(manifest));
    EXPECT_EQ(sizes(1), Sizes{5000}) << token;
    releases.write(wasm.path + ".x", Bytes(encoded.begin(), encoded.end() - 1));
    EXPECT_EQ(sizes(1), Sizes{}) << token;
    for (const Bytes& other : {lines(5001), lines(4999), Bytes(5000, 'x')}) {
      const Bytes wrong = encode_by_level(Level::Fast, coding, other);
      wasm.encodings[0].bytes = wrong.size();
      releases.write(wasm.path + ".x", wrong);
      releases.publish(to_json(manifest));
      EXPECT_EQ(sizes(1), Sizes{}) << token;
    }
  }
}

TEST_F(PreviousModules, AreOfTheSameBundle) {
  Manifest manifest = sample_release(lines(500));
  manifest.bundles[0].name = "other";
  releases.publish(to_json(manifest));
  EXPECT_EQ(sizes(9), Sizes{});
  EXPECT_TRUE(warnings.empty());
}

TEST_F(PreviousModules, HaveAtMost100MiB) {
  Manifest manifest = sample_release(lines(500));
  manifest.bundles[0].wasm.bytes = (std::uint64_t{100} << 20U) + 1;
  releases.publish(to_json(manifest));
  EXPECT_EQ(sizes(9), Sizes{});
  ASSERT_EQ(warnings.size(), 1U);
  EXPECT_NE(warnings[0].problem.find("100 MiB"), std::string::npos);
}

}  // namespace
}  // namespace wasmpair

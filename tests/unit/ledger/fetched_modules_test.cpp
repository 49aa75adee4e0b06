#include "ledger/fetched_modules.h"

#include <gtest/gtest.h>

#include "encode/cache_key.h"
#include "unit/encode/samples.h"
#include "unit/ledger/sample_releases.h"

namespace wasmpair {
namespace {

class FetchedModulesTest : public testing::Test {
 protected:
  static constexpr std::uint64_t limit = 1000;

  FetchedModulesTest() : cache_(directory_.generic_string() + "/cache", std::nullopt, limit), fetched_(&cache_) {}

  TemporaryDirectory directory_;
  Cache cache_;
  FetchedModules fetched_;
  Bytes content_ = lines(400);
  ManifestFile file_ = sample_file("app.wasm", content_);
};

TEST_F(FetchedModulesTest, AreFoundByTheirDigest) {
  EXPECT_FALSE(fetched_.find(file_));
  fetched_.keep(content_, sha256(content_));
  EXPECT_EQ(fetched_.find(file_), content_);
  EXPECT_FALSE(fetched_.find(sample_file("app.wasm", lines(500))));
}

TEST_F(FetchedModulesTest, AreComparedWithTheDigestWhoeverStoredThem) {
  const Bytes other = lines(300);
  // A valid entry, under the key of another module.
  cache_.store(cache_key("earlier module 1", sha256(content_)), other, sha256(other));
  EXPECT_FALSE(fetched_.find(file_));
  fetched_.keep(content_, sha256(content_));
  EXPECT_EQ(fetched_.find(file_), content_) << "it was replaced";
}

TEST_F(FetchedModulesTest, AreTrimmedLikeEncodings) {
  for (const std::size_t size : {400U, 401U, 402U, 403U}) fetched_.keep(lines(size), sha256(lines(size)));
  std::size_t found = 0;
  for (const std::size_t size : {400U, 401U, 402U, 403U})
    if (fetched_.find(sample_file("app.wasm", lines(size)))) ++found;
  EXPECT_LT(found, 3U);
}

TEST_F(FetchedModulesTest, AreNotKeptWithoutACache) {
  const FetchedModules none(nullptr);
  none.keep(content_, sha256(content_));
  EXPECT_FALSE(none.find(file_));
  EXPECT_FALSE(fetched_.find(file_));
}

}  // namespace
}  // namespace wasmpair

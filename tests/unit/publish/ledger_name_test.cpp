#include "publish/ledger_name.h"

#include <gtest/gtest.h>

namespace wasmpair {
namespace {

TEST(LedgerName, BeginsItsManifestsDigest) {
  EXPECT_EQ(ledger_name(sha256({})), "wasmpair.e3b0c44298fc1c14.json");
  EXPECT_TRUE(is_ledger_name(ledger_name(sha256({}))));
}

TEST(LedgerName, IsNoOtherName) {
  for (const char* const name : {"wasmpair.json", "wasmpair.e3b0c44298fc1c1.json", "wasmpair.E3b0c44298fc1c14.json",
                                 "wasmpair.e3b0c44298fc1c14.js", "../pair.e3b0c44298fc1c14.json", ""})
    EXPECT_FALSE(is_ledger_name(name)) << name;
}

}  // namespace
}  // namespace wasmpair

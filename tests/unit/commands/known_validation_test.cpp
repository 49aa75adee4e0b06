#include "commands/known_validation.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "support/module_text.h"
#include "unit/support/temporary_directory.h"
#include "wasm/read_sections.h"
#include "wasmpair/error.h"

namespace wasmpair {
namespace {

using testing::module_of;

/// A module of one function () -> () with these instructions.
Bytes module_with(const std::string& instructions) {
  return module_of("type: { 1  func 0 0 } function: { 1 0 } code: { 1 { 0 " + instructions + " end } }");
}

ProposalUses validate(const Bytes& module, const Bytes& digested, const Cache* cache) {
  const UnvalidatedBodies bodies = read_sections(module, "app.wasm").bodies;
  return known_validation(
      bodies, [&] { return sha256(digested); }, cache, 1);
}

const Bytes valid = module_with("");
const Bytes invalid = module_with("i32.const s0");
const Bytes unvalidated = module_with("#fe #03 #00");  // atomic.fence

using KnownValidationTest = TemporaryDirectoryTest;

TEST_F(KnownValidationTest, NeedsNoCache) {
  EXPECT_NO_THROW(validate(valid, valid, nullptr));
  EXPECT_THROW(validate(invalid, invalid, nullptr), Error);
}

TEST_F(KnownValidationTest, ComesFromTheCacheTheSecondTime) {
  const Cache cache(path("cache"), SealKey{1});
  validate(valid, valid, &cache);
  // An invalid module with the same digest shows that nothing is validated again.
  EXPECT_NO_THROW(validate(invalid, valid, &cache));
  EXPECT_THROW(validate(invalid, invalid, &cache), Error);
}

TEST_F(KnownValidationTest, IsNotWhatAnotherUserStored) {
  validate(valid, valid, nullptr);
  const Cache others(path("cache"), SealKey{2});
  validate(valid, valid, &others);
  for (const std::optional<SealKey>& key : {std::optional(SealKey{1}), std::optional<SealKey>()}) {
    const Cache cache(path("cache"), key);
    EXPECT_THROW(validate(invalid, valid, &cache), Error);
  }
}

TEST_F(KnownValidationTest, IsNotCachedForWhatIsInvalidOrUnvalidated) {
  const Cache cache(path("cache"), SealKey{1});
  for (int time = 0; time < 2; ++time) {
    EXPECT_THROW(validate(invalid, invalid, &cache), Error);
    EXPECT_TRUE(validate(unvalidated, unvalidated, &cache).any_unvalidated());
  }
}

}  // namespace
}  // namespace wasmpair

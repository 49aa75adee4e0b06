#include "util/platform/memory.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace wasmpair::platform {
namespace {

TEST(LargePages, DoNotChangeTheContent) {
  for (const std::size_t bytes : {std::size_t{0}, std::size_t{1}, std::size_t{5000}, std::size_t{9'000'001}}) {
    std::vector<char> buffer(bytes + 2, 'x');
    prefer_large_pages(buffer.data() + 1, bytes);
    EXPECT_EQ(std::ranges::count(buffer, 'x'), static_cast<std::ptrdiff_t>(buffer.size()));
  }
}

TEST(MachineMemory, IsMoreThanThisTestUses) { EXPECT_GT(machine_memory(), std::uint64_t{16} << 20); }

}  // namespace
}  // namespace wasmpair::platform

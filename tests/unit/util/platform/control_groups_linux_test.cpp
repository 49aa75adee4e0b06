#include "util/platform/control_groups.h"

#include <gtest/gtest.h>

#include <boost/filesystem/operations.hpp>

#include "unit/support/temporary_directory.h"

namespace wasmpair::platform {
namespace {

class MemoryLimitTest : public TemporaryDirectoryTest {
 protected:
  void limit(const std::string& file, const std::string& text) {
    boost::filesystem::create_directories(boost::filesystem::path(path(file)).parent_path());
    write(file, text);
  }
  std::optional<std::uint64_t> limit_of(const std::string& groups) { return memory_limit_of_groups(groups, path(".")); }
};

TEST_F(MemoryLimitTest, IsTheLowestOfTheGroupAndItsAncestors) {
  limit("build/memory.max", "1000\n");
  limit("build/job/memory.max", "3000\n");
  limit("build/job/step/memory.max", "max\n");
  EXPECT_EQ(limit_of("0::/build/job/step\n"), 1000U);
  limit("build/job/step/memory.max", "500\n");
  EXPECT_EQ(limit_of("0::/build/job/step\n"), 500U);
}

TEST_F(MemoryLimitTest, IsFoundInVersion1Too) {
  limit("memory/docker/memory.limit_in_bytes", "2000\n");
  limit("memory.max", "9000\n");
  EXPECT_EQ(limit_of("9:name=systemd:/\n4:memory:/docker\n0::/\n"), 2000U);
}

TEST_F(MemoryLimitTest, IsNothingWithoutALimit) {
  limit("build/memory.max", "max\n");
  EXPECT_EQ(limit_of("0::/build\n"), std::nullopt);
  EXPECT_EQ(limit_of("3:cpu:/build\n"), std::nullopt);
  EXPECT_EQ(limit_of(""), std::nullopt);
}

}  // namespace
}  // namespace wasmpair::platform

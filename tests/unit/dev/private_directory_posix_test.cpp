#include "dev/private_directory.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <set>

#include "unit/support/temporary_directory.h"

namespace wasmpair {
namespace {

namespace fs = boost::filesystem;

class PrivateDirectoryTest : public testing::Test {
 protected:
  PrivateDirectoryTest() { ::setenv("TMPDIR", parent_.generic_string().c_str(), 1); }
  ~PrivateDirectoryTest() override { ::unsetenv("TMPDIR"); }

  void make(const std::string& path) const {
    fs::create_directories((parent_.path() / path).parent_path());
    fs::ofstream(parent_.path() / path) << "text";
  }

  std::set<std::string> names() const {
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(parent_.path()))
      names.insert(entry.path().filename().generic_string());
    return names;
  }

  TemporaryDirectory parent_;
};

TEST_F(PrivateDirectoryTest, IsOursAloneAndGoesWithAllThatIsInIt) {
  {
    const PrivateDirectory directory;
    struct stat status {};
    ASSERT_EQ(::stat(directory.path().c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0700U);
    fs::create_directories(directory.path() + "/deep/er");
    EXPECT_EQ(names().size(), 1U);
  }
  EXPECT_EQ(names(), std::set<std::string>{});
}

TEST_F(PrivateDirectoryTest, RemovesWhatKilledRunsLeft) {
  make("wasmpair-dev-AbCd12/lock");
  make("wasmpair-dev-AbCd12/build/app.wasm");
  fs::create_directory(parent_.path() / "wasmpair-dev-AbCd34");
  const PrivateDirectory directory;
  EXPECT_EQ(names(), std::set<std::string>{fs::path(directory.path()).filename().generic_string()});
}

TEST_F(PrivateDirectoryTest, LeavesOthersAlone) {
  const PrivateDirectory living;
  make("wasmpair-dev-AbCd56/no lock");
  make("wasmpair-dev-file");
  make("wasmpair-dev-longer-name/lock");
  make("other/lock");
  fs::create_directory_symlink(parent_.path() / "other", parent_.path() / "wasmpair-dev-AbCd78");
  make("wasmpair-dev-AbCd90/file");
  fs::create_symlink(parent_.path() / "other/lock", parent_.path() / "wasmpair-dev-AbCd90/lock");
  const std::set<std::string> before = names();
  { const PrivateDirectory directory; }
  EXPECT_EQ(names(), before);
  EXPECT_TRUE(fs::exists(parent_.path() / "other/lock"));
}

}  // namespace
}  // namespace wasmpair

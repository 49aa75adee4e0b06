#include "dev/watcher.h"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "unit/support/temporary_directory.h"

namespace wasmpair {
namespace {

namespace fs = boost::filesystem;

class WatcherTest : public testing::Test {
 protected:
  std::string at(const std::string& path) const { return directory_.generic_string() + "/" + path; }
  void write(const std::string& path) const { fs::ofstream(at(path)) << "text"; }

  /// Waits until a change of this name in this directory is reported.
  bool reports(const std::string& directory, const std::string& name) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (std::chrono::steady_clock::now() < end) {
      if (changes_.contains({directory, name})) return true;
      context_.run_one_for(std::chrono::seconds(1));
    }
    return false;
  }

  TemporaryDirectory directory_;
  boost::asio::io_context context_{1};
  const std::thread::id thread_ = std::this_thread::get_id();
  std::set<std::pair<std::string, std::string>> changes_;
  Watcher watcher_{context_, [this](const std::string& directory, const std::string& name) {
                     EXPECT_EQ(std::this_thread::get_id(), thread_);
                     changes_.emplace(directory, name);
                   }};
};

TEST_F(WatcherTest, ReportsWhatIsWrittenRenamedAndRemoved) {
  EXPECT_EQ(watcher_.watch({directory_.generic_string()}), "");
  write("written");
  EXPECT_TRUE(reports(directory_.generic_string(), "written"));
  fs::rename(at("written"), at("renamed"));
  EXPECT_TRUE(reports(directory_.generic_string(), "renamed"));
  changes_.clear();
  fs::remove(at("renamed"));
  EXPECT_TRUE(reports(directory_.generic_string(), "renamed"));
}

TEST_F(WatcherTest, ReportsOnlyFromTheDirectoriesOfTheLastCall) {
  fs::create_directory(at("one"));
  fs::create_directory(at("two"));
  watcher_.watch({at("one")});
  watcher_.watch({at("two")});
  write("one/file");
  write("two/file");
  EXPECT_TRUE(reports(at("two"), "file"));
  EXPECT_FALSE(changes_.contains({at("one"), "file"}));
}

TEST_F(WatcherTest, FollowsADirectoryThatIsMadeAgain) {
  fs::create_directory(at("one"));
  watcher_.watch({at("one")});
  fs::rename(at("one"), at("old"));
  fs::create_directory(at("one"));
  watcher_.watch({at("one")});
  changes_.clear();
  write("one/file");
  EXPECT_TRUE(reports(at("one"), "file"));
}

TEST_F(WatcherTest, LeavesOutDirectoriesThatDoNotExist) {
  EXPECT_EQ(watcher_.watch({at("absent"), directory_.generic_string()}), "");
  write("file");
  EXPECT_TRUE(reports(directory_.generic_string(), "file"));
}

}  // namespace
}  // namespace wasmpair

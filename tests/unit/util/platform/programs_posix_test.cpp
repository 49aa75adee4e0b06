#include "util/platform/programs.h"

#include <gtest/gtest.h>

#include <boost/filesystem/fstream.hpp>
#include <boost/filesystem/operations.hpp>
#include <cstdlib>

#include "unit/support/temporary_directory.h"

namespace wasmpair::platform {
namespace {

namespace fs = boost::filesystem;

class FindProgram : public testing::Test {
 protected:
  FindProgram() { ::setenv("PATH", (at("first") + ":" + at("second")).c_str(), 1); }
  ~FindProgram() override { ::setenv("PATH", path_.c_str(), 1); }

  std::string at(const std::string& path) const { return directory_.generic_string() + "/" + path; }

  void write(const std::string& path, fs::perms permissions = fs::owner_all) const {
    fs::create_directories(fs::path(at(path)).parent_path());
    fs::ofstream(at(path)) << "#!/bin/sh\n";
    fs::permissions(at(path), permissions);
  }

 private:
  const std::string path_ = std::getenv("PATH");
  TemporaryDirectory directory_;
};

TEST_F(FindProgram, TakesTheFirstOfPathThatCanBeRun) {
  write("second/go");
  EXPECT_EQ(find_program("go"), at("second/go"));
  fs::create_directories(at("first/go"));
  EXPECT_EQ(find_program("go"), at("second/go")) << "a directory";
  write("first/go.mod", fs::owner_read);
  write("second/go.mod");
  EXPECT_EQ(find_program("go.mod"), at("second/go.mod")) << "not executable";
  write("first/gofmt");
  write("second/gofmt");
  EXPECT_EQ(find_program("gofmt"), at("first/gofmt"));
  EXPECT_EQ(find_program("absent"), "");
}

TEST_F(FindProgram, LooksForAPathWhereItIs) {
  write("here/go", fs::owner_read);
  EXPECT_EQ(find_program(at("here/go")), at("here/go")) << "the system says why it cannot be run";
  EXPECT_EQ(find_program(at("here")), "");
  const fs::path before = fs::current_path();
  fs::current_path(at("here"));
  EXPECT_EQ(find_program("./go"), fs::current_path().generic_string() + "/./go");
  fs::current_path(before);
}

TEST_F(FindProgram, IsAbsoluteEvenIfPathIsNot) {
  write("here/go");
  const fs::path before = fs::current_path();
  fs::current_path(at(""));
  ::setenv("PATH", "here", 1);
  EXPECT_EQ(find_program("go"), fs::current_path().generic_string() + "/here/go");
  fs::current_path(before);
}

}  // namespace
}  // namespace wasmpair::platform

// Temporary directories for tests.
#pragma once

#include <gtest/gtest.h>

#include <boost/filesystem.hpp>
#include <boost/filesystem/fstream.hpp>
#include <iterator>
#include <set>
#include <string>

namespace wasmpair {

/// An empty directory that is removed with this object.
class TemporaryDirectory {
 public:
  TemporaryDirectory() { boost::filesystem::create_directory(path_); }
  ~TemporaryDirectory() {
    boost::system::error_code ignored;
    boost::filesystem::remove_all(path_, ignored);
  }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

  const boost::filesystem::path& path() const { return path_; }
  /// The path as the code under test has it: with "/" on every system.
  std::string generic_string() const { return path_.generic_string(); }

 private:
  boost::filesystem::path path_ =
      boost::filesystem::temp_directory_path() / boost::filesystem::unique_path("wasmpair-test-%%%%%%%%%%%%");
};

/// Gives each test an empty directory.
class TemporaryDirectoryTest : public ::testing::Test {
 protected:
  std::string path(const std::string& name) const { return (directory_ / name).generic_string(); }

  /// Writes a file after creating its parent directories.
  void write(const std::string& name, const std::string& content) const {
    boost::filesystem::create_directories((directory_ / name).parent_path());
    boost::filesystem::ofstream(directory_ / name, std::ios::binary) << content;
  }

  std::string read(const std::string& name) const {
    boost::filesystem::ifstream file(directory_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  /// The names in the directory or in one of its subdirectories.
  std::set<std::string> names(const std::string& within = ".") const {
    std::set<std::string> found;
    for (const auto& entry : boost::filesystem::directory_iterator(directory_ / within))
      found.insert(entry.path().filename().generic_string());
    return found;
  }

  TemporaryDirectory temporary_;
  const boost::filesystem::path& directory_ = temporary_.path();
};

}  // namespace wasmpair

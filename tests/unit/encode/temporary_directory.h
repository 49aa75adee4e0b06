// A directory that goes away with the test.
#pragma once

#include <boost/filesystem.hpp>
#include <string>

namespace wasmpair {

class TemporaryDirectory {
 public:
  TemporaryDirectory() { boost::filesystem::create_directories(path_); }
  ~TemporaryDirectory() {
    boost::system::error_code ignored;
    boost::filesystem::remove_all(path_, ignored);
  }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

  const boost::filesystem::path& path() const { return path_; }
  std::string string() const { return path_.string(); }

 private:
  boost::filesystem::path path_ =
      boost::filesystem::temp_directory_path() / boost::filesystem::unique_path("wasmpair-test-%%%%-%%%%-%%%%");
};

}  // namespace wasmpair

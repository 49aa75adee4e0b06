#include "util/platform/directories.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <optional>

namespace wasmpair::platform {
namespace {

/// Sets an environment variable for the lifetime of this object.
class Variable {
 public:
  Variable(const char* name, const char* value) : name_(name) {
    if (const char* const before = std::getenv(name)) before_ = before;
    ::setenv(name, value, 1);
  }
  ~Variable() {
    if (before_)
      ::setenv(name_, before_->c_str(), 1);
    else
      ::unsetenv(name_);
  }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

 private:
  const char* name_;
  std::optional<std::string> before_;
};

TEST(UserDirectories, AreThoseOfTheSpecification) {
  const Variable home("HOME", "/users/gopher");
  const Variable caches("XDG_CACHE_HOME", "/var/tmp/caches");
  const Variable states("XDG_STATE_HOME", "/var/tmp/states");
  EXPECT_EQ(user_cache_directory(), "/var/tmp/caches/wasmpair");
  EXPECT_EQ(user_state_directory(), "/var/tmp/states/wasmpair");
}

TEST(UserDirectories, AreInTheHomeByDefault) {
  const Variable home("HOME", "/users/gopher");
  for (const char* const ignored : {"", "relative"}) {
    const Variable caches("XDG_CACHE_HOME", ignored);
    const Variable states("XDG_STATE_HOME", ignored);
    EXPECT_EQ(user_cache_directory(), "/users/gopher/.cache/wasmpair");
    EXPECT_EQ(user_state_directory(), "/users/gopher/.local/state/wasmpair");
  }
}

TEST(UserDirectories, AreNoneWithoutAHome) {
  const Variable home("HOME", "");
  const Variable caches("XDG_CACHE_HOME", "");
  const Variable states("XDG_STATE_HOME", "");
  EXPECT_EQ(user_cache_directory(), "");
  EXPECT_EQ(user_state_directory(), "");
}

}  // namespace
}  // namespace wasmpair::platform

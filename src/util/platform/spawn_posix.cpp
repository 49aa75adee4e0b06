#include "util/platform/spawn_posix.h"

#include <system_error>

namespace wasmpair::platform {
namespace {

void expect_success(int error) {
  if (error != 0) throw std::system_error(error, std::generic_category());
}

}  // namespace

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

Spawn::Spawn() {
  expect_success(::posix_spawn_file_actions_init(&actions_));
  expect_success(::posix_spawnattr_init(&attributes_));
}

Spawn::~Spawn() {
  ::posix_spawnattr_destroy(&attributes_);
  ::posix_spawn_file_actions_destroy(&actions_);
}

void Spawn::open(int descriptor, const char* path, int flags) {
  expect_success(::posix_spawn_file_actions_addopen(&actions_, descriptor, path, flags, 0));
}

void Spawn::pass(int ours, int descriptor) {
  expect_success(::posix_spawn_file_actions_adddup2(&actions_, ours, descriptor));
}

void Spawn::enter(const std::string& directory) {
  expect_success(::posix_spawn_file_actions_addchdir_np(&actions_, directory.c_str()));
}

void Spawn::lead_group() {
  expect_success(::posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETPGROUP));  // of group 0: a new one
}

pid_t Spawn::start(std::vector<std::string> words, std::vector<std::string> environment) {
  pid_t process = -1;
  expect_success(::posix_spawn(&process, words.front().c_str(), &actions_, &attributes_, pointers_to(words).data(),
                               pointers_to(environment).data()));
  return process;
}

}  // namespace wasmpair::platform

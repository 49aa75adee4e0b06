// posix_spawn(3): what is to be done before a program starts, then its start.
#pragma once

#include <spawn.h>

#include <string>
#include <vector>

namespace wasmpair::platform {

/// The texts, and a null, as functions of POSIX take words and variables. Valid for as long as the texts are.
std::vector<char*> pointers_to(std::vector<std::string>& texts);

/// Descriptors of ours that are not passed are closed, as all of them are opened.
class Spawn {
 public:
  Spawn();
  ~Spawn();
  Spawn(const Spawn&) = delete;
  Spawn& operator=(const Spawn&) = delete;

  /// Opens a file as that descriptor of the program.
  void open(int descriptor, const char* path, int flags);
  /// Gives the program one of ours, as that descriptor.
  void pass(int ours, int descriptor);
  /// Starts it in that directory.
  void enter(const std::string& directory);
  /// Starts it in a process group of its own.
  void lead_group();

  /// Starts the program whose path is the first word. Returns the process, which must be waited for. Throws
  /// std::system_error.
  pid_t start(std::vector<std::string> words, std::vector<std::string> environment);

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

}  // namespace wasmpair::platform

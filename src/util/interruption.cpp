#include "util/interruption.h"

#include <set>
#include <utility>

#include "util/platform/file_system.h"
#include "util/platform/signals.h"

namespace wasmpair {
namespace {

struct Interruption {
  std::mutex files_turn;
  std::set<std::pair<FileHandle, std::string>> files;  ///< By directory and name.
  std::shared_mutex sections_turn;
};

/// Never destroyed: a signal may arrive while the process exits.
Interruption& interruption() {
  static Interruption& only = *new Interruption;
  return only;
}

}  // namespace

RemovedWhenInterrupted::RemovedWhenInterrupted(FileHandle directory, std::string name,
                                               const std::function<bool()>& create) {
  const std::lock_guard turn(interruption().files_turn);
  if (!create()) return;
  directory_ = directory;
  name_ = std::move(name);
  interruption().files.emplace(directory_, name_);
}

RemovedWhenInterrupted::RemovedWhenInterrupted(RemovedWhenInterrupted&& other) noexcept { *this = std::move(other); }

RemovedWhenInterrupted& RemovedWhenInterrupted::operator=(RemovedWhenInterrupted&& other) noexcept {
  std::swap(directory_, other.directory_);
  std::swap(name_, other.name_);
  return *this;
}

RemovedWhenInterrupted::~RemovedWhenInterrupted() {
  if (name_.empty()) return;
  const std::lock_guard turn(interruption().files_turn);
  interruption().files.erase({directory_, name_});
}

Uninterruptible::Uninterruptible() : lock_(interruption().sections_turn) {}

void remove_files_before_the_end() {
  // Neither is ever unlocked.
  interruption().sections_turn.lock();
  interruption().files_turn.lock();
  for (const auto& [directory, name] : interruption().files) platform::remove_file_in(directory, name);
}

void clean_up_on_signals() { platform::clean_up_before_the_end(&remove_files_before_the_end); }

}  // namespace wasmpair

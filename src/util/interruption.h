// What a signal that ends the process must not leave behind, and what it must not interrupt. Signals are the process's,
// so there is one table for all of its threads.
#pragma once

#include <functional>
#include <mutex>
#include <shared_mutex>
#include <string>

#include "util/platform/descriptor.h"

namespace wasmpair {

/// A file that is removed if a signal ends the process (clean_up_on_signals) while this object lives.
class RemovedWhenInterrupted {
 public:
  RemovedWhenInterrupted() = default;
  /// create: creates the file of that name in an open directory, which must outlive this object. No signal ends the
  /// process between its creation and its entry in the table. If it returns false, there is no entry, and errno is that
  /// of create.
  RemovedWhenInterrupted(FileHandle directory, std::string name, const std::function<bool()>& create);
  RemovedWhenInterrupted(RemovedWhenInterrupted&& other) noexcept;
  RemovedWhenInterrupted& operator=(RemovedWhenInterrupted&& other) noexcept;
  ~RemovedWhenInterrupted();

 private:
  FileHandle directory_ = no_file;
  std::string name_;  ///< Empty: no file.
};

/// While an object of this class lives, signals wait: for a few system calls that belong together.
class Uninterruptible {
 public:
  Uninterruptible();

 private:
  std::shared_lock<std::shared_mutex> lock_;
};

/// Removes the files above after waiting for all that is uninterruptible. From then on, whoever wants to create such a
/// file or begin such a section waits for ever: the caller ends the process.
void remove_files_before_the_end();

/// From now on, a signal that by default ends the process from outside (SIGHUP, SIGINT, …) first has these files
/// removed; the process then ends by the signal, as its parent expects. A signal that is ignored, as under nohup, stays
/// ignored.
void clean_up_on_signals();

}  // namespace wasmpair

// A command that runs beside everything else: its output and its end arrive as events.
//
// It has a process group of its own and an empty standard input, inherits nothing that we have open, and ends when we
// do, even if we are killed. POSIX systems have a guardian process for that (guardian.h), Windows a job object.
//
// Weaker on Windows: only a command that shares our console can be asked to end; otherwise it is killed at once. What a
// command leaves running when it ends by itself is killed without being asked.
#pragma once

#include <boost/asio/io_context.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

#include "util/platform/command.h"

namespace wasmpair {

enum class Stream { Output, Errors };

/// How a command ended.
struct Ended {
  bool by_signal = false;   ///< Never on Windows.
  std::int64_t number = 0;  ///< Of the signal, or the exit status.

  bool succeeded() const { return !by_signal && number == 0; }
};

class Child {
 public:
  using OnOutput = std::function<void(Stream stream, std::string_view text)>;
  using OnEnd = std::function<void(Ended ended)>;

  /// Starts the command. on_end is called once, after all output, unless this object is destroyed first; it may destroy
  /// it. A program that cannot be started ends with status 127, as in shells. Throws Error.
  Child(boost::asio::io_context& context, const ChildCommand& command, OnOutput on_output, OnEnd on_end);
  /// Ends the command, and waits until all of its process group has ended: for seconds, if it ignores the request.
  ~Child();
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  /// Asks the command to end: on_end follows.
  void stop();

 private:
  struct State;

  std::shared_ptr<State> state_;  ///< Shared with handlers, which may run after the child was destroyed.
};

}  // namespace wasmpair

// A command that runs beside everything else: its output and its end arrive as events.
#pragma once

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <functional>
#include <memory>
#include <string_view>

#include "util/platform/guardian.h"

namespace wasmpair {

enum class Stream { Output, Errors };

/// How a command ended.
struct Ended {
  bool by_signal = false;
  int number = 0;  ///< Of the signal, or the exit status.

  bool succeeded() const { return !by_signal && number == 0; }
};

class Child {
 public:
  using OnOutput = std::function<void(Stream stream, std::string_view text)>;
  using OnEnd = std::function<void(Ended ended)>;

  /// Starts the command. on_end is called once, after all output, unless this object is destroyed first; it may destroy
  /// it. Throws Error.
  Child(boost::asio::io_context& context, const ChildCommand& command, OnOutput on_output, OnEnd on_end);
  /// Ends the command, and waits until all of its process group has ended: for seconds, if it ignores the signal.
  ~Child();
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  /// Asks the command to end: on_end follows.
  void stop();

 private:
  struct Source;
  struct State;

  static void read(const std::shared_ptr<State>& state, Source& source);
  static void await_status(const std::shared_ptr<State>& state);

  Guardian guardian_;
  std::shared_ptr<State> state_;
};

}  // namespace wasmpair

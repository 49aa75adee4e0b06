#include "util/platform/child.h"

#include <sys/wait.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/read.hpp>
#include <cerrno>
#include <utility>

#include "util/platform/posix.h"

namespace wasmpair {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

/// More than a pipe holds, in units of a buffer.
constexpr std::size_t last_reads = 256;

Ended ended_from(int status) {
  if (WIFSIGNALED(status)) return {true, WTERMSIG(status)};
  return {false, WEXITSTATUS(status)};
}

}  // namespace

/// One of the streams that the command writes to.
struct Child::Source {
  Source(asio::io_context& context, int descriptor, Stream which) : pipe(context, descriptor), stream(which) {
    pipe.non_blocking(true);
  }

  asio::posix::stream_descriptor pipe;
  Stream stream;
  std::array<char, 16U << 10U> buffer{};
};

/// Shared with handlers, which may run after the child was destroyed.
struct Child::State {
  State(asio::io_context& context, Guardian& guardian, OnOutput output, OnEnd end)
      : sources{Source(context, platform::descriptor_of(guardian.output.release()), Stream::Output),
                Source(context, platform::descriptor_of(guardian.errors.release()), Stream::Errors)},
        status_pipe(context, platform::descriptor_of(guardian.status.release())),
        on_output(std::move(output)),
        on_end(std::move(end)) {}

  /// Reads once. False if there is nothing, or will be nothing any more.
  bool read_now(Source& source, error_code& error) {
    const std::size_t count = source.pipe.read_some(asio::buffer(source.buffer), error);
    if (count > 0) on_output(source.stream, {source.buffer.data(), count});
    return !error && !is_closed;
  }

  /// What is left in the pipes: a process that left the group may keep them open, and write, for ever.
  void drain() {
    error_code error;
    for (Source& source : sources)
      for (std::size_t reads = 0; reads < last_reads && !is_closed; ++reads)
        if (!read_now(source, error)) break;
  }

  void close() {
    is_closed = true;
    error_code ignored;
    for (Source& source : sources) source.pipe.close(ignored);
    status_pipe.close(ignored);
  }

  std::array<Source, 2> sources;
  asio::posix::stream_descriptor status_pipe;
  OnOutput on_output;
  OnEnd on_end;
  int status = 0;
  bool is_closed = false;
};

Child::Child(asio::io_context& context, const ChildCommand& command, OnOutput on_output, OnEnd on_end)
    : guardian_(start_guarded(command)),
      state_(std::make_shared<State>(context, guardian_, std::move(on_output), std::move(on_end))) {
  for (Source& source : state_->sources) read(state_, source);
  await_status(state_);
}

Child::~Child() {
  state_->close();
  stop();
  while (::waitpid(guardian_.process, nullptr, 0) < 0 && errno == EINTR) {
  }
}

void Child::stop() { guardian_.leash = Descriptor(); }

void Child::read(const std::shared_ptr<State>& state, Source& source) {
  // Nothing is read before its turn: what an earlier read had taken would be lost when the end is seen first.
  source.pipe.async_wait(asio::posix::stream_descriptor::wait_read, [state, &source](const error_code& failed) {
    if (state->is_closed || failed) return;
    error_code error;
    if (state->read_now(source, error) || error == asio::error::would_block) read(state, source);
  });
}

void Child::await_status(const std::shared_ptr<State>& state) {
  const auto into = asio::buffer(&state->status, sizeof state->status);
  asio::async_read(state->status_pipe, into, [state](const error_code& error, std::size_t) {
    if (state->is_closed) return;
    state->drain();
    state->close();
    // A guardian that was killed reports nothing: its command was killed with it.
    const Ended ended = error ? Ended{true, SIGKILL} : ended_from(state->status);
    const OnEnd on_end = state->on_end;
    on_end(ended);
  });
}

}  // namespace wasmpair
